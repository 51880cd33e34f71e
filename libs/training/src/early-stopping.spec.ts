import { expect, it } from 'vitest';
import { bestEpoch, shouldStop, type Epoch } from './early-stopping.js';

const history = (...valLosses: number[]): Epoch[] =>
  valLosses.map((valLoss, index) => ({
    epoch: index + 1,
    loss: 1,
    valLoss,
    learningRate: 0.001,
  }));

it('takes the lowest validation loss, the first of equals', () => {
  expect(bestEpoch(history(0.9, 0.4, 0.6, 0.4))?.epoch).toBe(2);
  expect(bestEpoch([])).toBeUndefined();
});

it('stops once the loss has not fallen for as many epochs as its patience', () => {
  expect(shouldStop(history(0.9, 0.4, 0.6), 2)).toBe(false);
  expect(shouldStop(history(0.9, 0.4, 0.6, 0.5), 2)).toBe(true);
  expect(shouldStop(history(0.9, 0.4, 0.6, 0.3), 2)).toBe(false);
});

it('never stops with a patience of 0, nor before it began', () => {
  expect(shouldStop(history(0.1, 0.9, 0.9, 0.9), 0)).toBe(false);
  expect(shouldStop([], 1)).toBe(false);
});
