import { Command } from 'commander';
import { resolve } from 'node:path';
import type { Resource } from '#graft/api';
import { runImport } from '../imports.js';
import { withServer } from '../session.js';
import { facts, table } from '../text.js';

export const indexCommand = new Command('index')
  .description('index the models in a bucket or a folder of the server; run it again to update')
  .argument('<source>', 's3://bucket/prefix, or a folder of the server')
  .option('--owner <name>', 'namespace of the models')
  .option('--public', 'make new models public')
  .action(
    withServer(async (session, source: string, options: { owner?: string; public?: boolean }) => {
      const index = source.startsWith('s3://') ? source : resolve(source);
      const visibility = options.public ? 'public' : 'private';
      const done = await runImport(session, { index, owner: options.owner, visibility });
      session.out.result(done, () => indexText(done.result!));
    }),
  );

/** Maximum number of models to list that could not be read. */
const SHOWN = 10;

function indexText({
  indexed,
  changed,
  unchanged,
  gone,
  refused,
  failed,
  ignored,
  problems,
}: Resource<'IndexResponse'>): string {
  const counts = facts([
    ['new', String(indexed)],
    ['changed', String(changed)],
    ['unchanged', String(unchanged)],
    ['removed', String(gone)],
    ['refused', String(refused)],
    ['failed, retried by the next index', String(failed)],
    ['other files', String(ignored)],
  ]);
  if (problems.length === 0) return counts;
  const reasons = table(
    [{ head: 'not read' }, { head: 'reason', grows: true }],
    problems.slice(0, SHOWN).map(({ key, reason }) => [key, reason]),
  );
  const more = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more; --json lists them.`] : [];
  return [counts, '', reasons, ...more].join('\n');
}
