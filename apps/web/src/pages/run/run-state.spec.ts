import { expect, it } from 'vitest';
import type { JobEvent } from '#graft/api';
import { adviceFor, bestEpoch, nothingTold, reduce, stepAt } from './run-state';

const fold = (...events: [string, object][]) =>
  events.map(([type, data]) => ({ type, data }) as JobEvent).reduce(reduce, nothingTold);

const epoch = (number: number, valLoss: number): [string, object] => [
  'epoch',
  {
    epoch: number,
    epochs: 20,
    loss: 1,
    accuracy: 0.5,
    valLoss,
    valAccuracy: 0.5,
    learningRate: 0.001,
    secondsLeft: 3,
    at: '2026-11-25T12:00:00Z',
  },
];

const untilFit: [string, object][] = [
  ['status', { status: 'queued' }],
  ['status', { status: 'running', attempt: 1 }],
  ['step', { step: 'extract', state: 'started' }],
  ['progress', { step: 'extract', done: 10, total: 40, perSecond: 80, secondsLeft: 0.4 }],
];

it('knows how far the step under way has come', () => {
  const state = fold(...untilFit);
  expect(state).toMatchObject({ status: 'running', headway: { done: 10, total: 40, perSecond: 80 } });
  expect([stepAt(state), state.steps.resolve.state, state.steps.extract.state]).toEqual([
    'extract',
    'waiting',
    'running',
  ]);
});

it('forgets that once the step is done', () => {
  const state = fold(...untilFit, ['step', { step: 'extract', state: 'done', seconds: 0.5 }]);
  expect([state.headway, state.steps.extract, stepAt(state)]).toEqual([null, { state: 'done', seconds: 0.5 }, null]);
});

it('counts epochs as headway', () => {
  expect(fold(...untilFit, epoch(1, 0.9), epoch(2, 0.8)).headway).toEqual({ done: 2, total: 20, secondsLeft: 3 });
});

it('takes steps back that follow one which begins anew', () => {
  const state = fold(
    ...untilFit,
    ['step', { step: 'extract', state: 'done', seconds: 0.5 }],
    ['step', { step: 'fit', state: 'started' }],
    ['step', { step: 'fit', state: 'done', seconds: 2 }],
    ['step', { step: 'extract', state: 'started' }],
  );
  expect([stepAt(state), state.steps.fit.state]).toEqual(['extract', 'waiting']);
});

it('lets a resumed run go through its steps again, and repeat epochs since its checkpoint', () => {
  const cancelled = fold(...untilFit, epoch(1, 0.9), epoch(2, 0.8), epoch(3, 0.7), ['status', { status: 'cancelled' }]);
  expect([cancelled.status, cancelled.steps.extract.state]).toEqual(['cancelled', 'running']);
  const resumed = [
    { type: 'status', data: { status: 'queued' } },
    { type: 'status', data: { status: 'running', attempt: 2 } },
  ].reduce(reduce, cancelled);
  expect([resumed.steps.extract.state, resumed.history.length]).toEqual(['waiting', 3]);
  const again = [epoch(3, 0.65), epoch(4, 0.6)].map(([type, data]) => ({ type, data }) as JobEvent);
  expect(again.reduce(reduce, resumed).history.map(({ epoch, valLoss }) => [epoch, valLoss])).toEqual([
    [1, 0.9],
    [2, 0.8],
    [3, 0.65],
    [4, 0.6],
  ]);
});

it('keeps the problem until it is tried again', () => {
  const failed = fold(...untilFit, ['problem', { status: 503, detail: 'full' }], ['status', { status: 'failed' }]);
  expect(failed.problem).toEqual({ status: 503, detail: 'full' });
  expect(reduce(failed, { type: 'status', data: { status: 'running' } }).problem).toBeNull();
});

it('logs everything but headway', () => {
  expect(fold(...untilFit, ['log', { message: 'Twice the same picture.' }]).log.map(({ type }) => type)).toEqual([
    'status',
    'status',
    'step',
    'log',
  ]);
});

it('takes the first epoch with the lowest validation loss for the best', () => {
  expect(bestEpoch([])).toBeNull();
  expect(
    bestEpoch([
      { epoch: 1, valLoss: 0.9 },
      { epoch: 2, valLoss: 0.5 },
      { epoch: 3, valLoss: 0.5 },
    ]),
  ).toBe(2);
});

it('advises to change what was wrong, and to resume what only broke off', () => {
  expect([adviceFor({ status: 422 }), adviceFor({ status: 503 })]).toEqual(['change', 'resume']);
});
