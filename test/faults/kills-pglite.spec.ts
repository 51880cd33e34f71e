import { expect, it } from 'vitest';
import { Kills } from './kills.js';
import { KILLS, LONG_MS, note, SEED } from './settings.js';
import { Work } from './work.js';

it('survives kills on the embedded database', { timeout: LONG_MS }, async () => {
  const work = await Work.begin({}, { seed: SEED });
  const tally = await new Kills(work).survive(KILLS / 2);
  await work.place.dispose(); // kept if something was wrong
  await note('pglite', tally);
  expect(tally.kills).toBeGreaterThanOrEqual(KILLS / 2);
});
