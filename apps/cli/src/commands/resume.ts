import { Command } from 'commander';
import { body } from '#graft/api';
import { parseRunId } from '../reference.js';
import { followRun } from '../runs.js';
import { withServer } from '../session.js';

export const resumeCommand = new Command('resume')
  .description('continue a run that failed or was cancelled')
  .argument('<id>')
  .option('--follow', 'show the progress until the run ends')
  .action(
    withServer(async (session, given: string, options: { follow?: boolean }) => {
      const path = { id: parseRunId(given) };
      const run = await body(session.api.POST('/api/v1/runs/{id}/resume', { params: { path } }));
      if (options.follow) return followRun(session, run.id);
      session.out.result(run, () => `Run ${run.id} is ${run.status}.`);
    }),
  );
