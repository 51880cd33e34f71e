import { Command, Option } from 'commander';
import { body } from '#graft/api';
import { type PageOptions, pageQuery, paged, withMore } from '../options.js';
import { readSecret } from '../secret.js';
import { withServer } from '../session.js';
import { day, table } from '../text.js';

interface CreateOptions {
  role: 'member' | 'admin';
  password?: boolean;
}

const create = new Command('create')
  .description('make an account, with a namespace of its name')
  .argument('<name>')
  .addOption(new Option('--role <role>').choices(['member', 'admin']).default('member'))
  .option('--password', 'give it a password to sign in with (asked for, or read from a pipe)')
  .action(
    withServer(async ({ api, out }, name: string, { role, password: asks }: CreateOptions) => {
      const password = asks ? await readSecret(`Password of ${name}, of 12 characters or more: `) : undefined;
      const user = await body(api.POST('/api/v1/users', { body: { name, role, password } }));
      out.result(user, () => `Made the account ${user.name} (${user.role}).`);
    }),
  );

const list = paged(new Command('list').description('everybody with an account')).action(
  withServer(async ({ api, out }, options: PageOptions) => {
    const page = await body(api.GET('/api/v1/users', { params: { query: pageQuery(options) } }));
    out.result(page, () =>
      withMore(
        table(
          [{ head: 'name', grows: true }, { head: 'role' }, { head: 'since' }],
          page.items.map(({ name, role, createdAt }) => [name, role, day(createdAt)]),
        ),
        page.nextCursor,
      ),
    );
  }),
);

export const userCommand = new Command('user')
  .description('make and list accounts; for admins')
  .addCommand(create)
  .addCommand(list);
