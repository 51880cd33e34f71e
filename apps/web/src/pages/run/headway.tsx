import { useTranslation } from 'react-i18next';
import { TaskProgress } from '../../components/task-progress';
import { count, duration } from '../../format';
import { tookOf } from './took-of';
import { type Run, type RunState, type RunStatus, stepAt } from './run-state';

interface Props {
  run: Run;
  state: RunState;
  status: RunStatus;
}

/** What is being done now, how far it has come, how fast, and how long it will take. */
export function Headway({ run, state, status }: Props) {
  const { t } = useTranslation('runs');
  const told = useHeadwayText();
  const step = stepAt(state);
  const { headway } = state;
  if (status === 'queued') return <TaskProgress label={t('headway.queued')} share={0} />;
  if (status === 'succeeded') return <TaskProgress label={t('headway.done')} share={1} detail={tookOf(run)} />;
  const share = headway && headway.done / headway.total;
  if (status === 'running')
    return (
      <TaskProgress
        label={step ? t(`steps.${step}.does`) : t('headway.starting')}
        share={share ?? 0}
        detail={told(state)}
      />
    );
  return <TaskProgress label={t('headway.stopped')} share={share ?? 0} detail={told(state, false)} />;
}

function useHeadwayText() {
  const { t } = useTranslation('runs');
  return (state: RunState, goesOn = true): string | undefined => {
    if (state.headway === null) return undefined;
    const { done, total, perSecond, secondsLeft } = state.headway;
    const unit = stepAt(state) === 'fit' ? 'epochs' : 'images';
    return [
      t(`headway.${unit}`, { done: count(done), total: count(total) }),
      goesOn && perSecond !== undefined && t('headway.pace', { count: Math.round(perSecond) }),
      goesOn && secondsLeft !== undefined && t('headway.left', { duration: duration(Math.ceil(secondsLeft)) }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}
