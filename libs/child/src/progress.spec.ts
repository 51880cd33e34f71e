import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Progress } from './progress.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('reports at most four times per second, and the end', async () => {
  const events: object[] = [];
  const progress = new Progress((_, data) => Promise.resolve(void events.push(data)), 'extract', 1000, 200);
  for (let done = 201; done <= 1000; done++) {
    vi.advanceTimersByTime(10);
    await progress.report(done);
  }
  expect(events).toHaveLength(33);
  expect(events[1]).toEqual({ step: 'extract', done: 226, total: 1000, perSecond: 100, secondsLeft: 7.74 });
  expect(events.at(-1)).toMatchObject({ done: 1000, secondsLeft: 0 });
});
