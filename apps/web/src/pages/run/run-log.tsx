import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JobEvent } from '#graft/api';
import { clock, duration } from '../../format';
import { viewsOf } from '../../tasks';
import classes from './run-log.module.css';
import type { Epoch, Run, RunState, RunStatus, StepName } from './run-state';

/** What happened when, the first at the top. */
export function RunLog({ task, log }: Pick<RunState, 'log'> & Pick<Run, 'task'>) {
  const { t } = useTranslation('runs');
  const sentence = useSentence(task);
  const lines = log.flatMap((event) => {
    const text = sentence(event);
    return text === null ? [] : { id: event.id, at: String(event.data.at), text, language: languageOf(event) };
  });
  if (lines.length === 0) return <Text c="dimmed">{t('log.none')}</Text>;
  return (
    <ol className={classes.log} tabIndex={0} aria-label={t('tabs.log')}>
      {lines.map(({ id, at, text, language }) => (
        <li key={id}>
          <time dateTime={at}>{clock(at)}</time>
          <span lang={language}>{text}</span>
        </li>
      ))}
    </ol>
  );
}

/** Of the server's own sentences; undefined for those that the page words. */
const languageOf = ({ type }: JobEvent) => (type === 'log' || type === 'problem' ? 'en' : undefined);

function useSentence(task: Run['task']) {
  const { t } = useTranslation('runs');
  const { epochText } = viewsOf(task);
  return ({ type, data }: JobEvent): string | null => {
    if (type === 'status') return t(`status.${data.status as RunStatus}`);
    if (type === 'log') return String(data.message);
    if (type === 'problem') return String(data.detail);
    if (type === 'step' && data.state === 'started') return t(`steps.${data.step as StepName}.does`);
    if (type === 'step')
      return t('log.stepDone', {
        step: t(`steps.${data.step as StepName}.name`),
        took: duration(Number(data.seconds)),
      });
    if (type === 'epoch') return epochText(t, data as unknown as Epoch);
    return null;
  };
}
