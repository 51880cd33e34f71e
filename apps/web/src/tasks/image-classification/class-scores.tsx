import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { count, decimal } from '../../format';
import classes from './tables.module.css';

type Score = Resource<'EvaluationResponse'>['classes'][number];

/** Precision, recall and F1 of each class. */
export function ClassScores({ classes: scores }: { classes: readonly Score[] }) {
  const { t } = useTranslation('runs');
  return (
    <Table.ScrollContainer minWidth={440} type="native" tabIndex={0} aria-label={t('evaluation.classes')} role="group">
      <Table aria-label={t('evaluation.classes')} tabularNums verticalSpacing={6} fz="sm" className={classes.narrow}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('evaluation.class')}</Table.Th>
            {(['precision', 'recall', 'f1', 'support'] as const).map((column) => (
              <Table.Th key={column} scope="col" ta="right">
                {t(`evaluation.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {scores.map(({ label, precision, recall, f1, support }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={500} className={classes.label}>
                {label}
              </Table.Th>
              <Share value={precision} />
              <Share value={recall} />
              <Share value={f1} />
              <Table.Td ta="right">{count(support)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Share({ value }: { value: number }) {
  return (
    <Table.Td ta="right">
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${value * 100}%` }} />
      </span>
      {decimal(value)}
    </Table.Td>
  );
}
