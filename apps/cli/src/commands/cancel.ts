import { Command } from 'commander';
import { body, untilEnded } from '#graft/api';
import { parseRunId } from '../reference.js';
import { withServer } from '../session.js';

export const cancelCommand = new Command('cancel')
  .description('cancel a run; `graft resume` continues it')
  .argument('<id>')
  .action(
    withServer(async (session, given: string) => {
      const path = { id: parseRunId(given) };
      await session.api.POST('/api/v1/runs/{id}/cancel', { params: { path } });
      await untilEnded(session.connection, `/api/v1/runs/${path.id}/events`);
      const run = await body(session.api.GET('/api/v1/runs/{id}', { params: { path } }));
      session.out.result(run, () => `Run ${run.id} is ${run.status}.`);
    }),
  );
