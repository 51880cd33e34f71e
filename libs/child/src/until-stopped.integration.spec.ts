import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';

/** Starts a program and sends it signals, each so long after the one before. */
async function stopped(how: 'gentle' | 'hanging' | 'failing', ...signals: [NodeJS.Signals, afterMs: number][]) {
  const path = fileURLToPath(new URL('./testing/stopped.child.js', import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, path, how], { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  await once(child.stdout, 'data');
  const asked = performance.now();
  for (const [signal, afterMs] of signals) {
    await sleep(afterMs);
    child.kill(signal);
  }
  const [[code], stdout, stderr] = (await end) as [[number | null], string, string];
  return { code, stdout, stderr, ms: performance.now() - asked };
}

it.each(['SIGTERM', 'SIGINT'] as const)(
  'ends with 0 after %s, once the program has given back what it held',
  async (signal) => {
    expect(await stopped('gentle', [signal, 0])).toMatchObject({ code: 0, stdout: 'begun\ngiven back\n' });
  },
);

it('ends at once at a second signal, but not at one that comes with the first', async () => {
  const { code, ms } = await stopped('hanging', ['SIGINT', 0], ['SIGINT', 50], ['SIGINT', 1000]);
  expect(code).toBe(130);
  expect(ms).toBeGreaterThan(1000);
});

it('ends a program that does not stop within 9 s', async () => {
  const { code, stderr, ms } = await stopped('hanging', ['SIGTERM', 0]);
  expect([code, stderr]).toEqual([1, 'graft: not stopped within 9 s; ending at once.\n']);
  expect(ms).toBeGreaterThan(8_900);
});

it('ends a program that failed, though something is still open', async () => {
  const { code, stderr } = await stopped('failing');
  expect(code).toBe(1);
  expect(stderr).toContain('The port is taken.');
});
