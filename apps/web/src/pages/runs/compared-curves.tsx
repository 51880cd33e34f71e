import { SimpleGrid, Stack, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Curves, CurvesTable } from '../../components/curves';
import { lossRange } from '../../components/curves/curve';
import { count, decimal } from '../../format';
import { viewsOf } from '../../tasks';
import type { Epoch, Run } from '../run/run-state';
import { letterOf } from './compared';

/** The validation curves of runs over each other. */
export function ComparedCurves({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation('runs');
  const epochs = Math.max(...runs.map(({ history }) => history.length));
  const { curve } = viewsOf(runs[0]!.task);
  const [scores, losses] = useMemo(() => {
    const curvesOf = (value: (epoch: Epoch) => number) =>
      runs.map(({ history }, index) => ({ label: letterOf(index), values: history.map(value), tone: index }));
    return [curvesOf(curve.validation), curvesOf(({ valLoss }) => valLoss)];
  }, [runs, curve]);
  const shared = { epochs, syncKey: 'compared', empty: t('curves.never') };
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('compare.curves')}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Curves {...shared} title={curve.comparedTitle(t)} curves={scores} format={curve.format} range={curve.range} />
        <Curves {...shared} title={t('compare.loss')} curves={losses} format={decimal} tick={count} range={lossRange} />
      </SimpleGrid>
      <CurvesTable
        caption={t('compare.curves')}
        columns={[
          ...scores.map((of) => ({ ...of, label: `${curve.title(t)}, ${of.label}`, format: curve.format })),
          ...losses.map((of) => ({ ...of, label: `${t('curves.loss')}, ${of.label}`, format: decimal })),
        ]}
      />
    </Stack>
  );
}
