import { Stack } from '@mantine/core';
import { EvaluationDetails, type EvaluationProps } from './evaluation/evaluation-details';
import { Score } from './evaluation/score';

export { EvaluationDetails, Score };

/** How good a model is on images it never saw: as a whole, class by class, and where it errs. */
export function Evaluation(props: EvaluationProps) {
  return (
    <Stack gap="xl">
      <Score evaluation={props.evaluation} />
      <EvaluationDetails {...props} />
    </Stack>
  );
}
