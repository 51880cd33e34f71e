import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { count } from '../../format';
import { mostConfused } from './confusion';
import classes from './tables.module.css';

const SHOWN = 20;

/** The pairs of classes most often confused, where a matrix would be too large. */
export function MostConfused({ evaluation }: { evaluation: Resource<'EvaluationResponse'> }) {
  const { t } = useTranslation('runs');
  const pairs = mostConfused(evaluation, SHOWN);
  if (pairs.length === 0) return <Text>{t('evaluation.noneConfused')}</Text>;
  return (
    <Table tabularNums verticalSpacing={6} fz="sm" className={classes.narrow} captionSide="top">
      <Table.Caption>{t('evaluation.pairsCaption')}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('evaluation.is')}</Table.Th>
          <Table.Th scope="col">{t('evaluation.answered')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('evaluation.support')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {pairs.map(({ is, answered, images }) => (
          <Table.Tr key={`${is}\n${answered}`}>
            <Table.Td className={classes.label}>{is}</Table.Td>
            <Table.Td className={classes.label}>{answered}</Table.Td>
            <Table.Td ta="right">{count(images)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
