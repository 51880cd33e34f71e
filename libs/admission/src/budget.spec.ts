import { expect, it } from 'vitest';
import { Budget } from './budget.js';

const open = () => new Budget({ all: { anonymous: 100, signedIn: 1000 }, one: { anonymous: 60, signedIn: 600 } });
const ada = { key: 'ada', signedIn: false };

it('refuses more than one visitor, or all of them, may hold, and says what would be accepted', () => {
  const budget = open();
  const giveBack = budget.take(ada, 60);
  expect(() => budget.take(ada, 1)).toThrow('Your requests in progress hold 60 bytes, at most 60 are accepted.');
  expect(() => budget.take({ key: 'bob', signedIn: false }, 41)).toThrow('All requests in progress hold 60 bytes');
  budget.take({ key: 'account', signedIn: true }, 600);
  giveBack();
  giveBack();
  budget.take(ada, 60);
  expect(() => budget.take({ key: 'bob', signedIn: false }, 41)).toThrow(
    expect.objectContaining({ status: 429, extras: { received: 41, accepted: 100, retryAfter: 5 } }),
  );
});
