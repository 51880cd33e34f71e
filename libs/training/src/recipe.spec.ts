import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { expect, it } from 'vitest';
import { Recipe } from './recipe.js';

/** As the server's validation has it. */
function complaints(recipe: object): string[] {
  const flat = (error: ValidationError): string[] => [
    ...Object.values(error.constraints ?? {}),
    ...(error.children ?? []).flatMap(flat),
  ];
  const options = { whitelist: true, forbidNonWhitelisted: true };
  return validateSync(plainToInstance(Recipe, recipe), options).flatMap(flat);
}

it('takes nothing at all, a part, and everything', () => {
  expect(complaints({})).toEqual([]);
  expect(complaints({ head: { hidden: [64, 32] }, epochs: 5 })).toEqual([]);
  expect(
    complaints({
      head: { hidden: [], activation: 'elu', batchNorm: true, dropout: 0, pooling: 'none' },
      freeze: 'backbone',
      optimizer: 'momentum',
      learningRate: 0.01,
      schedule: 'cosine',
      epochs: 3,
      batchSize: 8,
      patience: 0,
      inputSize: [160, 192],
      split: { train: 0.6, validation: 0.2, test: 0.2 },
      seed: 7,
      classWeights: 'none',
      labelSmoothing: 0.1,
    }),
  ).toEqual([]);
});

it.each([
  [{ learningRate: -0.1 }, 'learningRate must be greater than 0'],
  [{ learningRate: '0.1' }, 'learningRate must be a number'],
  [{ epochs: 0 }, 'epochs must be between 1 and 1000'],
  [{ epochs: 2.5 }, 'epochs must be a whole number'],
  [{ batchSize: 5000 }, 'batchSize must be between 1 and 1024'],
  [{ optimizer: 'lion' }, 'optimizer must be one of adam, sgd, momentum, rmsprop'],
  [{ head: { hidden: [0] } }, 'each width in head.hidden must be between 1 and 8192'],
  [{ head: { hidden: 128 } }, 'head.hidden must be a list of layer widths, such as [128] or []'],
  [{ head: { dropout: 1 } }, 'head.dropout must be between 0 and 0.95'],
  [{ head: { layers: [] } }, 'property layers should not exist'],
  [{ head: 'big' }, 'head must be an object'],
  [{ inputSize: [224] }, 'inputSize must be [height, width]'],
  [{ inputSize: [4, 224] }, 'height and width in inputSize must be between 8 and 2048'],
  [{ split: { train: 0.8, validation: 0.2 } }, 'split.test must be a number'],
  [{ seed: -1 }, 'seed must be between 0 and 2147483647'],
  [{ unfreeze: 'block_15' }, 'property unfreeze should not exist'],
])('refuses %j', (recipe, complaint) => {
  expect(complaints(recipe)).toContain(complaint);
});

it('says that a run trains a new head only', () => {
  expect(complaints({ freeze: 'block_12_add' })).toEqual([
    expect.stringMatching(/freeze must be "backbone": a run trains a new head/),
  ]);
});
