import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/queries';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { useRun } from './queries';
import { RunActions } from './run-actions';
import { RunCurves } from './run-curves';
import { RunFacts } from './run-facts';
import { RunSteps } from './run-steps';
import { RunTabs } from './run-tabs';
import { nameOf } from './run-state';

/** A run: what it does, what it has learned so far, what came of it. */
export function RunView({ id, me }: { id: string; me: Me }) {
  const { t } = useTranslation('runs');
  const { live, error, retry } = useRun(id);
  if (error)
    return (
      <Page title={t('run.title')}>
        <ProblemAlert error={error} onRetry={retry} />
      </Page>
    );
  if (live === null) return <Waiting />;
  const { run, state, status } = live;
  return (
    <Page
      title={t('run.of', { dataset: nameOf(run.dataset), base: nameOf(run.base) })}
      lead={<RunFacts run={run} status={status} />}
      actions={<RunActions live={live} me={me} />}
    >
      <Stack gap="md">
        {live.error !== null && <ProblemAlert error={live.error} onRetry={live.again} />}
        <RunSteps run={run} state={state} status={status} />
        <RunCurves run={run} state={state} status={status} />
        <RunTabs live={live} />
      </Stack>
    </Page>
  );
}

/** Of the final size. */
function Waiting() {
  const { t } = useTranslation('runs');
  return (
    <Page title={t('run.title')} lead={<Skeleton component="span" display="block" h={22} w={320} maw="80vw" />}>
      <Stack gap="md" aria-busy>
        <Skeleton h={170} />
        <Skeleton h={330} />
        <Skeleton h={320} />
      </Stack>
    </Page>
  );
}
