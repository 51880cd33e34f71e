import { execFileSync } from 'node:child_process';
import { afterEach, expect, it, vi } from 'vitest';
import { Engines } from './engines.js';

let engines: Engines;
afterEach(() => engines.onModuleDestroy());

const probes = () =>
  execFileSync('pgrep', ['-P', String(process.pid), '-f', 'survey.child'], { encoding: 'utf8' })
    .trim()
    .split('\n');

it(
  'says that a probe was killed and when the next one comes, which then finds the engines',
  { timeout: 60_000 },
  async () => {
    engines = new Engines({ probeMs: 60_000, retryMs: 1_000 });
    expect(await engines.report(0)).toBe('unknown: the engines are still being probed');
    process.kill(Number(probes()[0]), 'SIGKILL');
    await vi.waitFor(async () =>
      expect(await engines.report(0)).toBe(
        'unknown: the process that probes the engines was killed; perhaps it ran out of memory; trying again in 1 s',
      ),
    );
    await vi.waitFor(async () => expect(await engines.report(20_000)).toBeInstanceOf(Array), { timeout: 50_000 });
  },
);

it('ends a probe that takes too long', async () => {
  engines = new Engines({ probeMs: 1, retryMs: 60_000 });
  expect(await engines.report(20_000)).toMatch(
    /^unknown: the probe of engines took longer than 0.001 s; trying again in/,
  );
});
