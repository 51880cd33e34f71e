import { Command } from 'commander';
import { body, type Resource } from '#graft/api';
import { type PageOptions, pageQuery, paged, withMore } from '../options.js';
import { withServer } from '../session.js';
import { day, table } from '../text.js';

export const importsCommand = paged(
  new Command('imports').description('list your imports of the last week, the latest first'),
  '20',
).action(
  withServer(async ({ api, out }, options: PageOptions) => {
    const page = await body(api.GET('/api/v1/imports', { params: { query: pageQuery(options) } }));
    out.result(page, () =>
      page.items.length === 0
        ? 'No imports. Start one with `graft import`.'
        : withMore(importsTable(page.items), page.nextCursor),
    );
  }),
);

const importsTable = (imports: Resource<'ImportSummary'>[]): string =>
  table(
    [
      { head: 'import' },
      { head: 'status' },
      { head: 'name', grows: true },
      { head: 'published as' },
      { head: 'kept until', spare: true },
    ],
    imports.map(({ id, status, name, published, expiresAt }) => [
      `import:${id}`,
      status,
      name ?? '',
      published ?? '',
      expiresAt === null ? '' : day(expiresAt),
    ]),
  );
