import { Command } from 'commander';
import { body } from '#graft/api';
import { parseRunId } from '../reference.js';
import { followRun, runText } from '../runs.js';
import { withServer } from '../session.js';

export const runCommand = new Command('run')
  .description('show a run')
  .argument('<id>')
  .option('--follow', 'show the progress until the run ends')
  .action(
    withServer(async (session, given: string, options: { follow?: boolean }) => {
      const id = parseRunId(given);
      if (options.follow) return followRun(session, id);
      const run = await body(session.api.GET('/api/v1/runs/{id}', { params: { path: { id } } }));
      session.out.result(run, () => runText(run));
    }),
  );
