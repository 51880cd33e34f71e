import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, getPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Cancelled, NotFound } from '#graft/problems';
import type { Order } from './testing/worked.child.js';
import { type ChildOptions, runInChild } from './run-in-child.js';

const child = new URL('./testing/worked.child.js', import.meta.url);

const run = <R>(order: Order, options: ChildOptions & { signal?: AbortSignal } = {}) =>
  runInChild<R>(child, order, options);

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('gives typed arrays and takes them back', async () => {
  const values = new Float32Array([1, 2.5]);
  expect(await run({ what: 'double', values })).toEqual({ values: new Float32Array([2, 5]) });
});

it('hands over what the child emits, in order, and has the child wait', async () => {
  const seen: unknown[] = [];
  let taking = 0;
  const onMessage = async (type: string, data: object) => {
    expect(++taking).toBe(1);
    await sleep(20);
    seen.push([type, data]);
    taking--;
  };
  expect(await run({ what: 'emit' }, { onMessage })).toBe('emitted');
  expect(seen).toEqual([1, 2, 3].map((done) => ['progress', { step: 'count', done, total: 3 }]));
});

it('tells the child when what it emitted is refused', async () => {
  const onMessage = () => Promise.reject(new NotFound('Gone.'));
  await expect(run({ what: 'emit' }, { onMessage })).rejects.toMatchObject({ type: 'not-found', detail: 'Gone.' });
});

it('ends a child that says nothing for too long, but not while this process takes what it said', async () => {
  const silenceMs = 6_000; // a child takes seconds to start on a busy machine
  await expect(run({ what: 'hold' }, { silenceMs })).rejects.toMatchObject({ type: 'timed-out' });
  let taken = 0;
  const onMessage = () => sleep(taken++ === 0 ? 7_000 : 0);
  expect(await run({ what: 'emit' }, { silenceMs, onMessage })).toBe('emitted');
}, 40_000);

it('throws what the taker of a message threw, so that its kind is not lost', async () => {
  const error = new Error('The database is away.');
  await expect(run({ what: 'emit' }, { onMessage: () => Promise.reject(error) })).rejects.toBe(error);
});

it('throws what the child threw', async () => {
  await expect(run({ what: 'refuse' })).rejects.toMatchObject({
    type: 'model-refused',
    status: 422,
    detail: 'No Lambda layers.',
    extras: { where: 'lambda_1' },
  });
  await expect(run({ what: 'throw' })).rejects.toThrow('x is not a function');
});

it.each(['heap', 'native'] as const)('says how much memory it may have when its %s memory runs out', async (what) => {
  const limit = { memoryMb: 300 };
  await expect(run({ what }, limit)).rejects.toMatchObject({ type: 'out-of-memory', detail: /at most 300 MiB/ });
});

it('says by which signal it was ended from outside, and how much memory it held', async () => {
  const onMessage = (_: string, data: object) => {
    setTimeout(() => process.kill((data as { pid: number }).pid, 'SIGKILL'), 1500); // its memory was looked at by then
    return Promise.resolve();
  };
  await expect(run({ what: 'hold' }, { onMessage, memoryMb: 1000 })).rejects.toMatchObject({
    type: 'unavailable',
    status: 503,
    detail: /killed from outside: SIGKILL\. It used \d+ MiB of its limit of 1000 MiB\./,
  });
});

it('takes a kill from outside for out of memory where it had nearly used up its memory', async () => {
  const onMessage = (_: string, data: object) => {
    setTimeout(() => process.kill((data as { pid: number }).pid, 'SIGKILL'), 1500);
    return Promise.resolve();
  };
  await expect(run({ what: 'full' }, { onMessage, memoryMb: 600 })).rejects.toMatchObject({ type: 'out-of-memory' });
});

it('says by which signal it ended itself', async () => {
  await expect(run({ what: 'abort' })).rejects.toMatchObject({ type: 'child-died', extras: { received: 'SIGABRT' } });
});

it('goes on when the whole group of processes is asked to end, which its parent tells it about', async () => {
  const onMessage = (_: string, data: object) => {
    const { pid } = data as { pid: number };
    for (const signal of ['SIGINT', 'SIGTERM']) process.kill(pid, signal);
    return Promise.resolve();
  };
  expect(await run({ what: 'brief' }, { onMessage })).toBe('done');
});

it('says how it ended otherwise, and what it wrote last', async () => {
  await expect(run({ what: 'exit' })).rejects.toMatchObject({
    type: 'child-died',
    detail: /exit code 7/,
    extras: { log: /native library said goodbye/ },
  });
});

it('ends one that takes too long, though it does not listen', async () => {
  await expect(run({ what: 'hang' }, { timeoutMs: 1500 })).rejects.toMatchObject({ type: 'timed-out' });
});

it.each(['gentle', 'hold', 'stubborn'] as const)('ends a %s one when the signal aborts', async (what) => {
  const controller = new AbortController();
  let pid = 0;
  const onMessage = (_: string, data: object) => {
    ({ pid } = data as { pid: number });
    controller.abort(new Cancelled());
    return Promise.resolve();
  };
  await expect(run({ what }, { onMessage, signal: controller.signal })).rejects.toBeInstanceOf(Cancelled);
  expect(isAlive(pid)).toBe(false);
});

it('lets others go first', async () => {
  const stop = new AbortController();
  const onMessage = (_: string, data: object) => {
    const { pid } = data as { pid: number };
    stop.abort(new Cancelled(`priority ${getPriority(pid)}`));
    return Promise.resolve();
  };
  await expect(run({ what: 'gentle' }, { signal: stop.signal, onMessage })).rejects.toThrow(
    `priority ${constants.priority.PRIORITY_BELOW_NORMAL}`,
  );
});

it('starts nothing once aborted', async () => {
  await expect(run({ what: 'hang' }, { signal: AbortSignal.abort(new Cancelled()) })).rejects.toBeInstanceOf(Cancelled);
});

it('ends by itself when its parent is killed', async () => {
  const parent = fork(new URL('./testing/parent.child.js', import.meta.url));
  const [pid] = (await once(parent, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  while (isAlive(pid)) await sleep(20);
});

it('names the program that is missing', async () => {
  const missing = new URL('./missing.child.js', import.meta.url);
  const log = expect.stringContaining('missing.child.js') as string;
  await expect(runInChild(missing, {})).rejects.toMatchObject({ type: 'child-died', extras: { log } });
});
