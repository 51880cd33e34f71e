import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Queue, type QueueLimits } from './queue.js';
import { addressKey, type Visitor } from './visitor.js';

const LIMITS: QueueLimits = {
  atOnce: 2,
  anonymousAtOnce: 1,
  waiting: { anonymous: 4, signedIn: 4 },
  waitingOfOne: { anonymous: 3, signedIn: 3 },
  waitMs: 2000,
};
const open = (limits: Partial<QueueLimits> = {}) => new Queue('models', { ...LIMITS, ...limits });
const visitor = (key: string, signedIn = false): Visitor => ({ key, signedIn, leave: () => {} });

/** Work that notes its name when it begins, and ends when it is told to. */
function work(began: string[]) {
  const ends: (() => void)[] = [];
  return {
    named: (name: string) => () =>
      new Promise<void>((resolve) => {
        began.push(name);
        ends.push(resolve);
      }),
    async endNext() {
      ends.shift()!();
      await sleep(5);
    },
  };
}

it('keeps a place free of those without a token', async () => {
  const queue = open();
  const began: string[] = [];
  const tasks = work(began);
  void queue.run(visitor('a'), tasks.named('a1'));
  void queue.run(visitor('b'), tasks.named('b1'));
  void queue.run(visitor('account', true), tasks.named('signed in'));
  await sleep(5);
  expect(began).toEqual(['a1', 'signed in']);
  await tasks.endNext();
  expect(began).toEqual(['a1', 'signed in', 'b1']);
});

it('lets those with a token go first, then the one for whom the least was done', async () => {
  const queue = open({ atOnce: 1, waiting: { anonymous: 9, signedIn: 9 } });
  const began: string[] = [];
  const tasks = work(began);
  for (const name of ['flood 1', 'flood 2', 'flood 3']) void queue.run(visitor('flood'), tasks.named(name));
  void queue.run(visitor('other'), tasks.named('other'));
  void queue.run(visitor('account', true), tasks.named('signed in'));
  await sleep(20);
  for (let i = 0; i < 5; i++) await tasks.endNext();
  expect(began).toEqual(['flood 1', 'signed in', 'other', 'flood 2', 'flood 3']);
});

it('refuses requests beyond the limits of waiting per visitor, of waiting in total, and of time', async () => {
  const queue = open({ waitMs: 50 });
  const hold = queue.run(visitor('a'), () => sleep(300));
  const waiting = Array.from({ length: 3 }, () => queue.run(visitor('a'), () => Promise.resolve()));
  await expect(queue.run(visitor('a'), () => Promise.resolve())).rejects.toMatchObject({
    status: 429,
    detail: /too many models\. 3 of your requests are already waiting/,
    extras: { retryAfter: 1 },
  });
  waiting.push(queue.run(visitor('b'), () => Promise.resolve()));
  await expect(queue.run(visitor('c'), () => Promise.resolve())).rejects.toMatchObject({ detail: /4 requests wait/ });
  for (const outcome of await Promise.allSettled(waiting))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { detail: /not your turn within 0\.05 s/ } });
  await hold;
  expect(await queue.run(visitor('a'), () => Promise.resolve('in'))).toBe('in');
});

it('does nothing for a reader who has gone away', async () => {
  const queue = open();
  const hold = queue.run(visitor('a'), () => sleep(50));
  const gone = new AbortController();
  let begun = false;
  const waiting = queue.run({ ...visitor('b'), gone: gone.signal }, () => Promise.resolve((begun = true)));
  gone.abort();
  await expect(waiting).rejects.toMatchObject({ status: 429 });
  await hold;
  expect(begun).toBe(false);
});

it('gives a place back when the work fails', async () => {
  const queue = open({ atOnce: 1 });
  await expect(queue.run(visitor('a'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue.run(visitor('a'), () => Promise.resolve('in'))).toBe('in');
});

it('counts a network of IPv6 addresses as one visitor', () => {
  expect(addressKey('2001:db8:1:2::3')).toBe(addressKey('2001:db8:1:2:ffff::9'));
  expect(addressKey('2001:db8:1:3::3')).not.toBe(addressKey('2001:db8:1:2::3'));
  expect(addressKey('::ffff:192.0.2.7')).toBe('192.0.2.7');
});
