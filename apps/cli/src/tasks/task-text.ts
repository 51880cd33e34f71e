import type { Resource } from '#graft/api';

/** A union by task. */
export type Evaluation = NonNullable<Resource<'RunResponse'>['evaluation']>;
export type TaskName = Evaluation['task'];

/** What a terminal shows of one task. */
export interface TaskText {
  /** The evaluation on the test images. */
  evaluationText: (evaluation: Evaluation) => string;
  /** Rows of a table of runs side by side. */
  compared: readonly [name: string, of: (evaluation: Evaluation) => string][];
}
