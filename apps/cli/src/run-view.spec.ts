import { expect, it } from 'vitest';
import { JobView } from './run-view.js';

it('writes a line per step and a table of epochs', () => {
  const lines: string[] = [];
  const view = new JobView((line) => void lines.push(line));
  const show = (type: string, data: Record<string, unknown>) => view.show({ type, data });
  show('status', { status: 'running' });
  show('step', { step: 'extract', state: 'started' });
  show('progress', { step: 'extract', done: 300, total: 300, perSecond: 61.2, secondsLeft: 0 });
  show('step', { step: 'extract', state: 'done', seconds: 4.9 });
  show('step', { step: 'fit', state: 'started' });
  const epoch = { epochs: 30, loss: 0.41, accuracy: 0.86, valLoss: 0.2, valAccuracy: 0.9667, secondsLeft: 4 };
  show('epoch', { epoch: 1, ...epoch });
  show('epoch', { epoch: 2, ...epoch });
  show('step', { step: 'fit', state: 'done', seconds: 5 });
  expect(lines).toEqual([
    'extract   4.9 s   300/300  61 images/s',
    '  epoch     loss  accuracy   val loss  val accuracy      left',
    '   1/30   0.4100    0.8600     0.2000        0.9667     4.0 s',
    '   2/30   0.4100    0.8600     0.2000        0.9667     4.0 s',
    'fit       5.0 s',
  ]);
});

it('shows the figures of any task', () => {
  const lines: string[] = [];
  const view = new JobView((line) => void lines.push(line));
  const data = {
    epoch: 1,
    epochs: 9,
    loss: 0.4,
    valLoss: 0.3,
    learningRate: 0.1,
    f1: 0.8,
    valF1: 0.7,
    at: '2026-01-01',
  };
  view.show({ type: 'epoch', data });
  expect(lines).toEqual([
    '  epoch     loss      f1   val loss  val f1      left',
    '    1/9   0.4000  0.8000     0.3000  0.7000          ',
  ]);
});
