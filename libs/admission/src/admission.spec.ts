import { expect, it } from 'vitest';
import { Config } from '#graft/config';
import { Admission } from './admission.js';
import type { Visitor } from './visitor.js';

const admission = new Admission(new Config());
const done = () => Promise.resolve('done');

it('refuses work that the route does not declare', async () => {
  const visitor: Visitor = { key: 'a', signedIn: false, asks: 'pictures', leave: () => {} };
  await expect(admission.run(visitor, 'models', done)).rejects.toThrow("Add @Asks('models')");
  expect(await admission.run(visitor, 'pictures', done)).toBe('done');
});

it('gives the place for reading back while a request waits for other work', async () => {
  const visitors = Array.from({ length: 5 }, (_, i): Visitor => ({ key: `${i}`, signedIn: false, leave: () => {} }));
  for (const visitor of visitors.slice(0, 4)) await admission.enter(visitor);
  let entered = false;
  const fifth = admission.enter(visitors[4]!).then(() => (entered = true));
  await Promise.resolve();
  expect(entered).toBe(false);
  await admission.run(visitors[0]!, 'models', done);
  expect(await fifth).toBe(true);
});
