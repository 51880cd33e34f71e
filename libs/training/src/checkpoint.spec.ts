import { expect, it } from 'vitest';
import type { Weight } from '#graft/network';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.js';
import type { FitProgress } from './fit.js';

const weight = (name: string, ...values: number[]): Weight => ({
  name,
  shape: [values.length],
  stored: { dtype: 'float32' },
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

const progress: FitProgress = {
  history: [{ epoch: 1, loss: 0.7, accuracy: 0.5, valLoss: 0.6, valAccuracy: 0.75, learningRate: 0.001 }],
  trainer: {
    weights: [weight('head_dense/kernel', 1, 2, 3), weight('head_dense/bias', 4)],
    optimizer: [weight('m', 0.1, 0.2)],
    step: 8,
  },
  best: [weight('head_dense/kernel', 5, 6, 7), weight('head_dense/bias', 8)],
};

it('comes back as it was', () => {
  expect(decodeCheckpoint('run-1', encodeCheckpoint('run-1', progress))).toEqual(progress);
});

it("is a run's own", () => {
  expect(encodeCheckpoint('run-1', progress)).not.toEqual(encodeCheckpoint('run-2', progress));
  expect(() => decodeCheckpoint('run-2', encodeCheckpoint('run-1', progress))).toThrow(/another run/);
});

it('refuses what is cut short or something else', () => {
  expect(() => decodeCheckpoint('run-1', encodeCheckpoint('run-1', progress).slice(0, -3))).toThrow(/not complete/);
  expect(() => decodeCheckpoint('run-1', new Uint8Array(100))).toThrow(/no checkpoint/);
});
