import { Command } from 'commander';
import { loadConfig } from '#graft/config';
import { Unavailable } from '#graft/problems';
import type { Examination } from '../doctor.js';
import { alone } from '../session.js';

export const doctorCommand = new Command('doctor')
  .description('say what this machine has for Graft, and what is missing; needs no server')
  .action(
    alone(async (out) => {
      const { examine } = await import('../doctor.js'); // loads the engines, which no other command needs
      const examination = await examine(loadConfig());
      out.result(examination, () => report(examination));
      const failed = examination.checks.filter(({ ok }) => !ok).map(({ name }) => name);
      if (failed.length > 0) throw new Unavailable(`Not ready: ${failed.join(', ')}.`);
    }),
  );

function report({ checks, engines }: Examination): string {
  const lines = checks.map(({ name, ok, detail }) => `${ok ? '✓' : '✗'} ${name.padEnd(12)} ${detail}`);
  const missing = engines
    .filter(({ available }) => !available)
    .map(({ name, why }) => `  ${name}: ${why.split('\n')[0]}`);
  return [...lines, ...(missing.length > 0 ? ['', 'Not here, and not needed:', ...missing] : [])].join('\n');
}
