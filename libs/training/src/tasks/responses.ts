import type { Type } from '@nestjs/common';
import { getSchemaPath } from '@nestjs/swagger';
import * as classification from './image-classification/evaluation.dto.js';
import type { TaskName } from './index.js';

/** How the API describes what differs by task. */
type Responses = Record<TaskName, Type<unknown>>;

export const EVALUATIONS = { 'image-classification': classification.EvaluationResponse } satisfies Responses;
export type EvaluationResponse = InstanceOf<typeof EVALUATIONS>;

export const VERSION_EVALUATIONS = {
  'image-classification': classification.VersionEvaluationResponse,
} satisfies Responses;
export type VersionEvaluationResponse = InstanceOf<typeof VERSION_EVALUATIONS>;

export const EPOCHS = { 'image-classification': classification.EpochResponse } satisfies Responses;
export type EpochResponse = InstanceOf<typeof EPOCHS>;

type InstanceOf<R extends Responses> = InstanceType<R[TaskName]>;

/** One schema of several. */
export const oneOf = (responses: Responses) => ({
  oneOf: Object.values(responses).map((response) => ({ $ref: getSchemaPath(response) })),
});

/** One schema of several, told apart by their field `task`. */
export const byTask = (responses: Responses) => ({
  ...oneOf(responses),
  discriminator: {
    propertyName: 'task',
    mapping: Object.fromEntries(Object.entries(responses).map(([task, response]) => [task, getSchemaPath(response)])),
  },
});
