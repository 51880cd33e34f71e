import { expect, it } from 'vitest';
import { evaluationOf, readLog, taskOf, type RunRow } from './run-row.js';

const epoch = (number: number, loss: number) => ({
  type: 'epoch',
  data: {
    epoch: number,
    loss,
    accuracy: 1,
    valLoss: loss,
    valAccuracy: 1,
    learningRate: 0.1,
    epochs: 9,
    secondsLeft: 1,
  },
});
const done = (step: string, seconds: number) => ({ type: 'step', data: { step, state: 'done', seconds } });

it('takes the later values of what was repeated, and none of a fit that was begun anew', () => {
  const { history, seconds } = readLog([
    done('extract', 1),
    ...[epoch(1, 0.9), epoch(2, 0.8), epoch(3, 0.7)],
    done('extract', 5),
    ...[epoch(1, 0.5), epoch(2, 0.4)],
  ]);
  expect(history.map(({ epoch, loss }) => [epoch, loss])).toEqual([
    [1, 0.5],
    [2, 0.4],
  ]);
  expect(seconds).toEqual({ extract: 5 });
});

it('knows the task of a run that was made when there was only one', () => {
  const run = { dataset: { labels: ['cat', 'dog'] }, evaluation: { accuracy: 0.9, macroF1: 0.8 } } as unknown as RunRow;
  expect(taskOf(run).name).toBe('image-classification');
  expect(evaluationOf(run)).toMatchObject({ task: 'image-classification', accuracy: 0.9 });
  expect(evaluationOf({ ...run, evaluation: null })).toBeNull();
});
