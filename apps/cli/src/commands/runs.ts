import { Command } from 'commander';
import { body } from '#graft/api';
import { type PageOptions, pageQuery, paged, withMore } from '../options.js';
import { withServer } from '../session.js';
import { day, percent, table } from '../text.js';

export const runsCommand = paged(new Command('runs').description('list your runs, the latest first'), '20').action(
  withServer(async ({ api, out }, options: PageOptions) => {
    const page = await body(api.GET('/api/v1/runs', { params: { query: pageQuery(options) } }));
    out.result(page, () =>
      page.items.length === 0
        ? 'No runs yet. Start one with `graft finetune REF DATASET`.'
        : withMore(
            table(
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
            page.nextCursor,
          ),
    );
  }),
);
