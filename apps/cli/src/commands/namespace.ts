import { Command } from 'commander';
import { body } from '#graft/api';
import { type PageOptions, pageQuery, paged, withMore } from '../options.js';
import { withServer } from '../session.js';
import { table } from '../text.js';

const create = new Command('create')
  .description('make an owner of models and data sets, such as a team')
  .argument('<name>')
  .option('--owner <account>', 'the account that it belongs to (yours)')
  .action(
    withServer(async ({ api, out }, name: string, { owner }: { owner?: string }) => {
      const namespace = await body(api.POST('/api/v1/namespaces', { body: { name, owner } }));
      out.result(namespace, () => `Made ${namespace.name}, which belongs to ${namespace.owner}.`);
    }),
  );

const list = paged(new Command('list').description('all of them, and whose they are')).action(
  withServer(async ({ api, out }, options: PageOptions) => {
    const page = await body(api.GET('/api/v1/namespaces', { params: { query: pageQuery(options) } }));
    out.result(page, () =>
      withMore(
        table(
          [{ head: 'namespace', grows: true }, { head: 'belongs to' }],
          page.items.map(({ name, owner }) => [name, owner]),
        ),
        page.nextCursor,
      ),
    );
  }),
);

export const namespaceCommand = new Command('namespace')
  .description('make and list the owners in owner/name')
  .addCommand(create)
  .addCommand(list);
