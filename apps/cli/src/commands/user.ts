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
  .description('create an account, and a namespace of the same name')
  .argument('<name>')
  .addOption(new Option('--role <role>').choices(['member', 'admin']).default('member'))
  .option('--password', 'set a password; it is asked for, or read from a pipe')
  .action(
    withServer(async ({ api, out }, name: string, { role, password: asks }: CreateOptions) => {
      const password = asks ? await readSecret(`Password of ${name}, at least 12 characters: `) : undefined;
      const user = await body(api.POST('/api/v1/users', { body: { name, role, password } }));
      out.result(user, () => `Created the account ${user.name} (${user.role}).`);
    }),
  );

const list = paged(new Command('list').description('list all accounts')).action(
  withServer(async ({ api, out }, options: PageOptions) => {
    const page = await body(api.GET('/api/v1/users', { params: { query: pageQuery(options) } }));
    out.result(page, () =>
      withMore(
        table(
          [{ head: 'name', grows: true }, { head: 'role' }, { head: 'created' }, { head: 'disabled' }],
          page.items.map(({ name, role, createdAt, disabledAt }) => [
            name,
            role,
            day(createdAt),
            disabledAt ? day(disabledAt) : '',
          ]),
        ),
        page.nextCursor,
      ),
    );
  }),
);

const disable = new Command('disable')
  .description('disable an account: refuse its password and tokens, and cancel its jobs')
  .argument('<name>')
  .action(
    withServer(async ({ api, out }, name: string) => {
      const user = await body(
        api.PATCH('/api/v1/users/{name}', { params: { path: { name } }, body: { disabled: true } }),
      );
      out.result(user, () => `Disabled ${user.name}. What it published stays.`);
    }),
  );

const enable = new Command('enable')
  .description('enable a disabled account again')
  .argument('<name>')
  .action(
    withServer(async ({ api, out }, name: string) => {
      const user = await body(
        api.PATCH('/api/v1/users/{name}', { params: { path: { name } }, body: { disabled: false } }),
      );
      out.result(user, () => `Enabled ${user.name}. Its tokens work again.`);
    }),
  );

export const userCommand = new Command('user')
  .description('create, list, disable and enable accounts; needs the scope admin')
  .addCommand(create)
  .addCommand(list)
  .addCommand(disable)
  .addCommand(enable);
