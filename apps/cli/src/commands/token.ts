import { Command } from 'commander';
import { body, type Resource } from '#graft/api';
import { withServer } from '../session.js';
import { day, table } from '../text.js';

type Scope = NonNullable<Resource<'CreateTokenRequest'>['scopes']>[number];

const create = new Command('create')
  .description('make a token; it is shown once')
  .argument('<name>', 'what it is for')
  .option('--scopes <list>', 'read, publish, train, admin', 'read,publish,train')
  .option('--expires <date>', 'when it stops working, e.g. 2027-01-31')
  .action(
    withServer(async ({ api, out }, name: string, options: { scopes: string; expires?: string }) => {
      const scopes = options.scopes.split(',').map((scope) => scope.trim()) as Scope[];
      const token = await body(api.POST('/api/v1/tokens', { body: { name, scopes, expiresAt: options.expires } }));
      out.note('This is the only time that the token is shown.');
      out.result(token, () => token.token);
    }),
  );

const list = new Command('list').description('your tokens').action(
  withServer(async ({ api, out }) => {
    const page = await body(api.GET('/api/v1/tokens', { params: { query: { limit: 500 } } }));
    out.result(page, () =>
      table(
        [{ head: 'name', grows: true }, { head: 'scopes' }, { head: 'last used' }, { head: 'expires' }, { head: 'id' }],
        page.items.map(({ name, scopes, lastUsedAt, expiresAt, id }) => [
          name,
          scopes.join(' '),
          lastUsedAt ? day(lastUsedAt) : 'never',
          expiresAt ? day(expiresAt) : '',
          id,
        ]),
      ),
    );
  }),
);

const revoke = new Command('revoke')
  .description('end a token at once and for good')
  .argument('<id>')
  .action(
    withServer(async ({ api, out }, id: string) => {
      await api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } });
      out.result({ id, revoked: true }, () => `Revoked ${id}.`);
    }),
  );

export const tokenCommand = new Command('token')
  .description('make, list and revoke tokens')
  .addCommand(create)
  .addCommand(list)
  .addCommand(revoke);
