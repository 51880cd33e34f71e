import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { accuracyRange } from '../../components/curves/curve';
import { count, decimal, percent } from '../../format';
import type { Evaluation, TaskViews } from '../task-views';
import { EvaluationDetails } from './evaluation-details';
import { Score } from './score';

export const imageClassification: TaskViews = {
  Score,
  EvaluationDetails,
  labelsOf: ({ classes }) => classes.map(({ label }) => label),
  curve: {
    title: (t) => t('curves.accuracy'),
    comparedTitle: (t) => t('compare.accuracy'),
    train: ({ accuracy }) => accuracy,
    validation: ({ valAccuracy }) => valAccuracy,
    format: percent,
    range: accuracyRange,
  },
  epochText: (t, { epoch, loss, valLoss, accuracy, valAccuracy }) =>
    t('log.epoch', {
      epoch,
      loss: decimal(loss),
      valLoss: decimal(valLoss),
      accuracy: decimal(accuracy),
      valAccuracy: decimal(valAccuracy),
    }),
  compared: (t) => [
    [t('compare.test'), (evaluation) => <Accuracy evaluation={evaluation} />],
    [t('compare.f1'), ({ macroF1 }) => decimal(macroF1)],
    [t('compare.images'), ({ images }) => count(images)],
  ],
};

function Accuracy({ evaluation: { accuracy, accuracyRange } }: { evaluation: Evaluation }) {
  const { t } = useTranslation('runs');
  return (
    <>
      <strong>{percent(accuracy)}</strong>{' '}
      <Text span size="xs" c="dimmed">
        {t('evaluation.between', { low: percent(accuracyRange.low, 0), high: percent(accuracyRange.high, 0) })}
      </Text>
    </>
  );
}
