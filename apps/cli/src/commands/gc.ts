import { Command } from 'commander';
import { body } from '#graft/api';
import { withServer } from '../session.js';
import { bytes, plural } from '../text.js';

export const gcCommand = new Command('gc')
  .description('delete stored blobs that are no longer used')
  .option('--dry-run', 'only print what would be deleted')
  .option('--grace-hours <n>', 'keep blobs that were stored within this number of hours (24)')
  .option('--force', 'run even if a job is older than that; blobs that the job has stored are kept')
  .action(
    withServer(async ({ api, out }, options: { dryRun?: boolean; graceHours?: string; force?: boolean }) => {
      const graceHours = options.graceHours === undefined ? undefined : Number(options.graceHours);
      const report = await body(
        options.dryRun
          ? api.GET('/api/v1/gc', { params: { query: { graceHours } } })
          : api.POST('/api/v1/gc', { params: { query: { graceHours, force: options.force ? 'true' : undefined } } }),
      );
      const { unneeded, kept } = report;
      out.result(report, () =>
        [
          `${options.dryRun ? 'Would delete' : 'Deleted'} ${plural(unneeded.blobs, 'blob')} of ${bytes(unneeded.bytes)};`,
          `${plural(kept.blobs, 'blob')} of ${bytes(kept.bytes)} ${options.dryRun ? 'would stay' : 'stayed'}.`,
        ].join(' '),
      );
    }),
  );
