import { Loader, Paper, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProblemDetails } from '#graft/problems';
import { duration } from '../../format';
import { Headway } from './headway';
import { hasEnded, type Run, type RunState, type RunStatus, type StepName, STEPS } from './run-state';
import { RunProblem } from './run-problem';
import classes from './run-steps.module.css';

interface Props {
  run: Run;
  state: RunState;
  status: RunStatus;
}

/** The steps of a run, how far the one under way has come, and why it failed where it did. */
export function RunSteps({ run, state, status }: Props) {
  const problem = state.problem ?? (run.problem as ProblemDetails | null);
  return (
    <Paper withBorder p="md">
      <ol className={classes.steps}>
        {STEPS.map((step) => (
          <Step key={step} step={step} look={lookOf(step, state, status)} seconds={secondsOf(step, run, state)} />
        ))}
      </ol>
      {status === 'failed' && problem ? <RunProblem problem={problem} /> : <Headway {...{ run, state, status }} />}
    </Paper>
  );
}

type Look = 'waiting' | 'running' | 'done' | 'stopped';

function lookOf(step: StepName, { steps }: RunState, status: RunStatus): Look {
  if (status === 'succeeded') return 'done';
  const { state } = steps[step];
  return state === 'running' && hasEnded(status) ? 'stopped' : state;
}

const secondsOf = (step: StepName, run: Run, { steps }: RunState) => steps[step].seconds ?? run.seconds[step];

function Step({ step, look, seconds }: { step: StepName; look: Look; seconds: number | undefined }) {
  const { t } = useTranslation('runs');
  return (
    <li className={classes.step} data-look={look} aria-current={look === 'running' ? 'step' : undefined}>
      <span className={classes.mark} aria-hidden>
        {look === 'done' && <IconCheck size={16} stroke={2.5} />}
        {look === 'running' && <Loader size={16} />}
        {look === 'stopped' && <IconPlayerStop size={14} />}
      </span>
      <span className={classes.name}>{t(`steps.${step}.name`)}</span>
      <VisuallyHidden>{t(`steps.${look}`)}</VisuallyHidden>
      <span className={classes.took}>{look === 'done' && seconds !== undefined && took(seconds)}</span>
    </li>
  );
}

/** Steps that take no time to speak of say nothing. */
const took = (seconds: number) => (seconds < 0.5 ? '' : duration(seconds));
