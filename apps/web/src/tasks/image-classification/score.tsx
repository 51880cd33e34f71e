import { Group, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { decimal, percent } from '../../format';
import classes from './score.module.css';

const across = (share: number) => `${(share * 100).toFixed(2)}%`;

/** Accuracy with its interval, beside what would be reached without having learned anything. */
export function Score({ evaluation }: { evaluation: Resource<'EvaluationResponse'> }) {
  const { t } = useTranslation('runs');
  const { accuracy, accuracyRange, baseline, images, macroF1, note } = evaluation;
  const range = { low: percent(accuracyRange.low, 0), high: percent(accuracyRange.high, 0) };
  return (
    <div>
      <Group align="baseline" gap="sm">
        <Text fz={44} fw={700} lh={1} className={classes.figures}>
          {percent(accuracy)}
        </Text>
        <Text c="dimmed">{t('evaluation.ofImages', { count: images })}</Text>
      </Group>
      <div className={classes.meter} aria-hidden>
        <div
          className={classes.range}
          style={{ left: across(accuracyRange.low), right: across(1 - accuracyRange.high) }}
        />
        <div className={classes.baseline} style={{ left: across(baseline.accuracy) }} />
        <div className={classes.accuracy} style={{ left: across(accuracy) }} />
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>
            <span className={classes.rangeKey} aria-hidden /> {t('evaluation.range')}
          </dt>
          <dd>{t('evaluation.between', range)}</dd>
        </div>
        <div>
          <dt>
            <span className={classes.baselineKey} aria-hidden /> {t('evaluation.baseline')}
          </dt>
          <dd>
            <Trans
              t={t}
              i18nKey="evaluation.baselineIs"
              values={{ accuracy: percent(baseline.accuracy), label: baseline.label }}
              components={{ label: <em /> }}
            />
          </dd>
        </div>
        <div>
          <dt>{t('evaluation.macroF1')}</dt>
          <dd>{decimal(macroF1)}</dd>
        </div>
      </dl>
      {note !== null && (
        <Text size="sm" c="dimmed" mt="sm" maw="60ch">
          {t('evaluation.note', { count: images, ...range })}
        </Text>
      )}
    </div>
  );
}
