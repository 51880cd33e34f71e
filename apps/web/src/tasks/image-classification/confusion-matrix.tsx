import { Table } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { count } from '../../format';
import { shareOfRow } from './confusion';
import classes from './tables.module.css';

/** A row a true class, a column an answer; right answers on the diagonal. */
export function ConfusionMatrix({ evaluation }: { evaluation: Resource<'EvaluationResponse'> }) {
  const { t } = useTranslation('runs');
  const labels = evaluation.classes.map(({ label }) => label);
  return (
    <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="group" aria-label={t('evaluation.confusion')}>
      <table className={classes.matrix}>
        <caption>{t('evaluation.matrixCaption')}</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {t('evaluation.isAnswered')}
            </th>
            {labels.map((label) => (
              <th key={label} scope="col" className={classes.answer}>
                <span>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {evaluation.confusion.map((row, is) => (
            <tr key={labels[is]}>
              <th scope="row" title={labels[is]}>
                {labels[is]}
              </th>
              {row.map((images, answered) => (
                <td
                  key={labels[answered]}
                  className={is === answered ? classes.right : classes.wrong}
                  data-none={images === 0 || undefined}
                  style={{ '--share': `${(shareOfRow(row, answered) * 100).toFixed(1)}%` } as CSSProperties}
                >
                  {count(images)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Table.ScrollContainer>
  );
}
