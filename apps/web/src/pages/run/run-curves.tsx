import { Paper, SimpleGrid, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Curves, CurvesTable } from '../../components/curves';
import { lossRange, reachOf } from '../../components/curves/curve';
import { count, decimal } from '../../format';
import { viewsOf } from '../../tasks';
import { bestEpoch, hasEnded, type Run, type RunState, type RunStatus } from './run-state';

interface Props {
  run: Run;
  state: RunState;
  status: RunStatus;
}

/** What it has learned, epoch by epoch. */
export function RunCurves({ run, state, status }: Props) {
  const { t } = useTranslation('runs');
  const history = state.history.length >= run.history.length ? state.history : run.history;
  const best = bestEpoch(history);
  const { curve } = viewsOf(run.task);
  const values = useMemo(
    () => ({
      loss: history.map(({ loss }) => loss),
      valLoss: history.map(({ valLoss }) => valLoss),
      score: history.map(curve.train),
      valScore: history.map(curve.validation),
    }),
    [history, curve],
  );
  const shared = {
    best,
    epochs: hasEnded(status) ? history.length : reachOf(history.length, run.recipe.epochs ?? 0),
    syncKey: run.id,
    empty: hasEnded(status) ? t('curves.never') : t('curves.notYet'),
  };
  const [validation, train] = [t('curves.validation'), t('curves.train')];
  return (
    <Paper withBorder p="md" component="section" aria-label={t('curves.title')}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Curves
            {...shared}
            title={curve.title(t)}
            curves={[
              { label: validation, values: values.valScore, tone: 0 },
              { label: train, values: values.score, tone: 1 },
            ]}
            format={curve.format}
            range={curve.range}
          />
          <Curves
            {...shared}
            title={t('curves.loss')}
            curves={[
              { label: validation, values: values.valLoss, tone: 0 },
              { label: train, values: values.loss, tone: 1 },
            ]}
            format={decimal}
            tick={count}
            range={lossRange}
          />
        </SimpleGrid>
        <CurvesTable
          caption={t('curves.title')}
          best={best}
          columns={[
            { label: `${curve.title(t)}, ${validation}`, values: values.valScore, format: curve.format },
            { label: `${curve.title(t)}, ${train}`, values: values.score, format: curve.format },
            { label: `${t('curves.loss')}, ${validation}`, values: values.valLoss, format: decimal },
            { label: `${t('curves.loss')}, ${train}`, values: values.loss, format: decimal },
          ]}
        />
      </Stack>
    </Paper>
  );
}
