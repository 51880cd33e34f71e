import { Command } from 'commander';
import { body } from '#graft/api';
import { type PageOptions, pageQuery, paged, withMore } from '../options.js';
import { withServer } from '../session.js';
import { table } from '../text.js';

const create = new Command('create')
  .description('create an owner of models and data sets, such as a team')
  .argument('<name>')
  .option('--owner <account>', 'account that owns the namespace (yours)')
  .action(
    withServer(async ({ api, out }, name: string, { owner }: { owner?: string }) => {
      const namespace = await body(api.POST('/api/v1/namespaces', { body: { name, owner } }));
      out.result(namespace, () => `Created the namespace ${namespace.name}, owned by ${namespace.owner}.`);
    }),
  );

const list = paged(new Command('list').description('list the namespaces and their owners')).action(
  withServer(async ({ api, out }, options: PageOptions) => {
    const page = await body(api.GET('/api/v1/namespaces', { params: { query: pageQuery(options) } }));
    out.result(page, () =>
      withMore(
        table(
          [{ head: 'namespace', grows: true }, { head: 'owner' }],
          page.items.map(({ name, owner }) => [name, owner]),
        ),
        page.nextCursor,
      ),
    );
  }),
);

export const namespaceCommand = new Command('namespace')
  .description('create and list namespaces: the owner in owner/name')
  .addCommand(create)
  .addCommand(list);
