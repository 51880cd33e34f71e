import { Command } from 'commander';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, body, type Resource } from '#graft/api';
import { Problem, type ProblemDetails, Unavailable } from '#graft/problems';
import { progressBar } from '../progress.js';
import { withServer } from '../session.js';
import { bytes, facts, plural, table } from '../text.js';

type Check = Resource<'FsckResponse'>;
type Report = Resource<'FsckReportResponse'>;

interface FsckCommandOptions {
  quick?: boolean;
  mend?: boolean;
  replica?: string;
  graceHours?: string;
}

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1000;
/** Findings that are listed; `--json` has all. */
const SHOWN = 20;

export const fsckCommand = new Command('fsck')
  .description('check the integrity of all stored blobs, versions, data sets and runs')
  .option('--quick', 'check only presence and size of blobs, without reading them')
  .option('--mend', 'restore damaged and missing blobs from original uploads or the replica')
  .option('--replica <address>', 'a copy of the blobs: s3://bucket/prefix, or a folder of the server (GRAFT_REPLICA)')
  .option('--grace-hours <n>', 'report unused blobs that are older than this (24)')
  .action(
    withServer(async ({ api, out }, options: FsckCommandOptions) => {
      const graceHours = options.graceHours === undefined ? undefined : Number(options.graceHours);
      const { quick, mend } = options;
      const replica = options.replica && addressOf(options.replica);
      const started = await body(api.POST('/api/v1/fsck', { body: { quick, mend, replica, graceHours } }));
      const { report, problem } = await ended(api, started);
      if (!report) throw Problem.from(problem as unknown as ProblemDetails);
      out.result(report, () => reportText(report));
      const errors = report.findings.filter(({ severity }) => severity === 'error').length;
      if (!report.ok) throw new Unavailable(`The check found ${plural(errors, 'error')}.`);
    }),
  );

/** A folder is named by its whole path; the server may have been started elsewhere. */
const addressOf = (replica: string) => (/^[a-z0-9+]+:\/\//.test(replica) ? replica : resolve(replica));

async function ended(api: Api, started: Check): Promise<Check> {
  const bar = progressBar('checking');
  try {
    let check = started;
    for (let wait = FIRST_WAIT_MS; check.status === 'running'; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      await sleep(wait);
      check = await body(api.GET('/api/v1/fsck'));
      if (check.id !== started.id)
        throw new Unavailable(
          'Another check was started in the meantime, and the result of this one is no longer available. Run `graft fsck` again.',
        );
      const { progress } = check;
      if (progress.totalBytes > 0)
        bar.update(progress.bytes, progress.totalBytes, `${bytes(progress.bytes)} of ${bytes(progress.totalBytes)}`);
    }
    return check;
  } finally {
    bar.stop();
  }
}

function reportText({ ok, checked, findings, omitted, mended }: Report): string {
  const read = checked.bytes > 0 ? `${bytes(checked.bytes)} read` : 'not read';
  const counts = facts([
    ['blobs', `${checked.blobs}, ${read}`],
    ['versions', String(checked.versions)],
    ['data sets', plural(checked.datasets, 'version')],
    ['runs', String(checked.runs)],
    ...mended.map(({ digest, from }): [string, string] => ['mended', `${digest.slice(0, 19)} from ${from}`]),
  ]);
  const verdict = ok ? 'No errors found.' : 'Errors found.';
  if (findings.length === 0) return [verdict, '', counts].join('\n');
  const rows = findings
    .slice(0, SHOWN)
    .map(({ severity, kind, where, digest, detail, touches }) => [
      severity,
      kind,
      digest?.slice(0, 19) ?? where,
      digest ? `${detail} ${touches.join(', ')}` : detail,
    ]);
  const list = table([{ head: '' }, { head: 'what' }, { head: 'where' }, { head: 'why', grows: true }], rows);
  const left = findings.length - rows.length + omitted;
  return [verdict, '', counts, '', list, ...(left > 0 ? [`… and ${left} more; --json lists them.`] : [])].join('\n');
}
