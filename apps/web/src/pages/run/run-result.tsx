import { Divider, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconHourglass, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state';
import { TryIt } from '../../components/try-it';
import { viewsOf } from '../../tasks';
import { hasEnded, type Run, type RunStatus } from './run-state';

/** How good the model is, and the means to try it; before that, what will stand here. */
export function RunResult({ run, status }: { run: Run; status: RunStatus }) {
  const { t } = useTranslation('runs');
  const { evaluation } = run;
  if (evaluation === null || run.status !== 'succeeded')
    return hasEnded(status) && status !== 'succeeded' ? (
      <EmptyState icon={<IconPlayerStop />} title={t('result.none')} text={t('result.noneText')} />
    ) : (
      <EmptyState icon={<IconHourglass />} title={t('result.notYet')} text={t('result.notYetText')} />
    );
  const { Score, EvaluationDetails, labelsOf } = viewsOf(evaluation.task);
  return (
    <Stack gap="xl">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <section>
          <Title order={2} size="h4" mb="md">
            {t('result.evaluation')}
          </Title>
          <Score evaluation={evaluation} />
        </section>
        <section>
          <Title order={2} size="h4" mb="md">
            {t('result.tryIt')}
          </Title>
          <TryIt target={{ run: run.id }} labels={labelsOf(evaluation)} />
        </section>
      </SimpleGrid>
      <Divider />
      <EvaluationDetails evaluation={evaluation} dataset={run.dataset.deleted ? null : run.dataset.ref} order={2} />
    </Stack>
  );
}
