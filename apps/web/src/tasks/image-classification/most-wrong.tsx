import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { percent } from '../../format';
import classes from './most-wrong.module.css';

type WrongAnswer = Resource<'EvaluationResponse'>['mostWrong'][number];

interface Props {
  answers: readonly WrongAnswer[];
  /** `owner/name@3` */
  dataset: string | null;
}

/** The images that were answered wrongly with the most certainty: often they are labelled wrongly, or odd. */
export function MostWrong({ answers, dataset }: Props) {
  const { t } = useTranslation('runs');
  return (
    <ul className={classes.grid}>
      {answers.map((answer) => (
        <li key={answer.position} className={classes.answer}>
          {dataset !== null && <Picture answer={answer} dataset={dataset} />}
          <Text size="sm" className={classes.name} title={answer.name}>
            {answer.name}
          </Text>
          <Text size="sm" c="dimmed">
            {t('evaluation.isLabel', { label: answer.true })}
          </Text>
          <Text size="sm" fw={500}>
            {t('evaluation.answeredLabel', { label: answer.predicted, probability: percent(answer.probability, 0) })}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function Picture({ answer: { position, name }, dataset }: { answer: WrongAnswer; dataset: string }) {
  const item = `/api/v1/datasets/${dataset.replace('@', '/versions/')}/items/${position}`;
  return (
    <a href={`${item}/image`} target="_blank" rel="noreferrer" className={classes.picture}>
      <img src={`${item}/thumbnail?size=256`} alt={name} loading="lazy" />
    </a>
  );
}
