import { Command } from 'commander';
import { loadConfig } from '#graft/config';
import { Unavailable } from '#graft/problems';
import type { Examination } from '../doctor.js';
import { alone } from '../session.js';
import { facts } from '../text.js';

export const doctorCommand = new Command('doctor')
  .description('check what Graft needs on this machine; works without a server')
  .action(
    alone(async (out) => {
      const { examine } = await import('../doctor.js'); // loads the engines, which no other command needs
      const examination = await examine(loadConfig());
      out.result(examination, () => report(examination));
      const failed = examination.checks.filter(({ ok }) => !ok).map(({ name }) => name);
      if (failed.length > 0) throw new Unavailable(`Graft cannot run here. Failed checks: ${failed.join(', ')}.`);
    }),
  );

function report({ checks, engines }: Examination): string {
  const found = facts(checks.map(({ name, ok, detail }) => [`${ok ? '✓' : '✗'} ${name}`, detail]));
  const missing = engines.filter(({ available }) => !available);
  if (missing.length === 0) return found;
  const reasons = facts(missing.map(({ name, why }) => [`  ${name}`, why.split('\n')[0]]));
  return [found, '', 'Not available, and not required:', reasons].join('\n');
}
