import { Command } from 'commander';
import { body } from '#graft/api';
import { withServer } from '../session.js';
import { day, percent, table } from '../text.js';

export const runsCommand = new Command('runs')
  .description('your runs, the latest first')
  .option('--limit <n>', 'how many', '20')
  .action(
    withServer(async ({ api, out }, options: { limit: string }) => {
      const page = await body(api.GET('/api/v1/runs', { params: { query: { limit: Number(options.limit) } } }));
      out.result(page, () =>
        page.items.length === 0
          ? 'No runs yet. `graft finetune REF DATASET` starts one.'
          : table(
              [
                { head: 'run' },
                { head: 'status' },
                { head: 'base', grows: true },
                { head: 'data set' },
                { head: 'accuracy', align: 'right' },
                { head: 'created', spare: true },
              ],
              page.items.map(({ id, status, base, dataset, accuracy, createdAt }) => [
                id,
                status,
                base.ref,
                dataset.ref,
                accuracy === null ? '' : percent(accuracy),
                day(createdAt),
              ]),
            ),
      );
    }),
  );
