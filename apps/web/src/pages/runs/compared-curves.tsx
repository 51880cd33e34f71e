import { SimpleGrid, Stack, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Curves, CurvesTable } from '../../components/curves';
import { accuracyRange, lossRange } from '../../components/curves/curve';
import { count, decimal, percent } from '../../format';
import type { Epoch, Run } from '../run/run-state';
import { letterOf } from './compared';

/** The validation curves of runs over each other. */
export function ComparedCurves({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation('runs');
  const epochs = Math.max(...runs.map(({ history }) => history.length));
  const [accuracies, losses] = useMemo(() => {
    const curvesOf = (value: (epoch: Epoch) => number) =>
      runs.map(({ history }, index) => ({ label: letterOf(index), values: history.map(value), tone: index }));
    return [curvesOf(({ valAccuracy }) => valAccuracy), curvesOf(({ valLoss }) => valLoss)];
  }, [runs]);
  const shared = { epochs, syncKey: 'compared', empty: t('curves.never') };
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('compare.curves')}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Curves {...shared} title={t('compare.accuracy')} curves={accuracies} format={percent} range={accuracyRange} />
        <Curves {...shared} title={t('compare.loss')} curves={losses} format={decimal} tick={count} range={lossRange} />
      </SimpleGrid>
      <CurvesTable
        caption={t('compare.curves')}
        columns={[
          ...accuracies.map((curve) => ({
            ...curve,
            label: `${t('curves.accuracy')}, ${curve.label}`,
            format: percent,
          })),
          ...losses.map((curve) => ({ ...curve, label: `${t('curves.loss')}, ${curve.label}`, format: decimal })),
        ]}
      />
    </Stack>
  );
}
