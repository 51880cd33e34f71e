import { imageClassification } from './image-classification.js';
import type { Evaluation, TaskName, TaskText } from './task-text.js';

/** To add a task, add what a terminal shows of it here. */
const TEXTS: Record<TaskName, TaskText> = { 'image-classification': imageClassification };

export const textOf = (task: TaskName): TaskText => TEXTS[task];

/** The evaluation on the test images, for a terminal. */
export const evaluationText = (evaluation: Evaluation): string => textOf(evaluation.task).evaluationText(evaluation);
