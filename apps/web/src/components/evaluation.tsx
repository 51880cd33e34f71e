import { Stack } from '@mantine/core';
import type { Resource } from '#graft/api';
import { EvaluationDetails } from './evaluation/evaluation-details';
import { Score } from './evaluation/score';

export { EvaluationDetails, Score };

export interface EvaluationProps {
  evaluation: Resource<'EvaluationResponse'>;
  /** `owner/name@3`, for pictures of what was answered wrongly; null where they are not for everybody to see. */
  dataset: string | null;
  /** Level of its headings. */
  order?: 2 | 3;
}

/** How good a model is on images it never saw: as a whole, class by class, and where it errs. */
export function Evaluation(props: EvaluationProps) {
  return (
    <Stack gap="xl">
      <Score evaluation={props.evaluation} />
      <EvaluationDetails {...props} />
    </Stack>
  );
}
