import { imageClassification } from './image-classification/task.js';
import type { Task } from './task.js';

/** What runs can learn. To add a task, add it here. */
export const TASKS = {
  'image-classification': imageClassification,
};

export type TaskName = keyof typeof TASKS;

type Known = (typeof TASKS)[TaskName];

/** How good a network is on images it never saw: a union by `task`. */
export type Evaluation = ReturnType<Known['evaluate']>;

/** What an epoch of any task is shown with. */
export type EpochFigures = ReturnType<Known['figures']>;

/** That of runs and evaluations which name none: they were made when it was the only one. */
export const FIRST_TASK: TaskName = 'image-classification';

/** The task of a run. */
export type RunTask = Task<Evaluation, EpochFigures>;

export const taskNamed = (name: TaskName): RunTask => TASKS[name];
