import type { ComponentType, ReactNode } from 'react';
import type { Resource } from '#graft/api';
import type { TFunction } from 'i18next';

/** A union by task, as `Epoch` is. */
export type Evaluation = NonNullable<Resource<'RunResponse'>['evaluation']>;
export type Epoch = Resource<'RunResponse'>['history'][number];
export type TaskName = Evaluation['task'];

export interface EvaluationProps {
  evaluation: Evaluation;
  /** `owner/name@3`, for the images of wrong predictions; null if the user may not see them. */
  dataset: string | null;
  /** Level of its headings. */
  order?: 2 | 3;
}

/** The page's view of one task. */
export interface TaskViews {
  /** The figure that says most, beside what would be reached without having learned anything. */
  Score: ComponentType<{ evaluation: Evaluation }>;
  /** Label by label, and where the model errs. */
  EvaluationDetails: ComponentType<EvaluationProps>;
  labelsOf: (evaluation: Evaluation) => string[];
  /** What is drawn beside the loss, epoch by epoch. */
  curve: {
    title: (t: TFunction<'runs'>) => string;
    /** Over the curves of several runs: on which images it was measured. */
    comparedTitle: (t: TFunction<'runs'>) => string;
    train: (epoch: Epoch) => number;
    validation: (epoch: Epoch) => number;
    format: (value: number) => string;
    range: (min: number, max: number) => [number, number];
  };
  /** A line of the log. */
  epochText: (t: TFunction<'runs'>, epoch: Epoch) => string;
  /** Rows of a table of runs side by side. */
  compared: (t: TFunction<'runs'>) => readonly [label: string, of: (evaluation: Evaluation) => ReactNode][];
}
