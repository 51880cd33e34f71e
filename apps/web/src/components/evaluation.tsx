import { Stack } from '@mantine/core';
import { type EvaluationProps, viewsOf } from '../tasks';

/** How good a model is on images it never saw, as its task shows it: as a whole, label by label, and where it errs. */
export function Evaluation(props: EvaluationProps) {
  const { Score, EvaluationDetails } = viewsOf(props.evaluation.task);
  return (
    <Stack gap="xl">
      <Score evaluation={props.evaluation} />
      <EvaluationDetails {...props} />
    </Stack>
  );
}
