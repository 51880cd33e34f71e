import { expect, it } from 'vitest';
import type { JobEvent } from '#graft/api';
import { atStart, checked } from './checking';

const step = (step: string, state: string, seconds?: number): JobEvent => ({
  type: 'step',
  data: { step, state, ...(seconds !== undefined && { seconds }) },
});

it('follows an import step by step, and begins anew with another attempt', () => {
  const events = [
    step('fetch', 'started'),
    { type: 'progress', data: { step: 'fetch', done: 5, total: 10 } },
    step('fetch', 'done', 2),
    step('read', 'started'),
  ];
  const far = events.reduce(checked, atStart);
  expect(far).toEqual({
    states: { fetch: { done: true, seconds: 2 }, read: { done: false, seconds: undefined } },
    progress: { step: 'fetch', done: 5, total: 10 },
  });
  expect(checked(far, { type: 'status', data: { status: 'running', attempt: 2 } })).toEqual(atStart);
});
