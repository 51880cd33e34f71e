import { imageClassification } from './image-classification/views';
import type { TaskName, TaskViews } from './task-views';

export type { Epoch, Evaluation, EvaluationProps } from './task-views';

/** To add a task, add its view here. */
const VIEWS: Record<TaskName, TaskViews> = { 'image-classification': imageClassification };

export const viewsOf = (task: TaskName): TaskViews => VIEWS[task];
