import { Command, Option } from 'commander';
import { body, type Resource } from '#graft/api';
import { InvalidInput } from '#graft/problems';
import { withServer } from '../session.js';
import { day, plural, table } from '../text.js';

type Scope = NonNullable<Resource<'CreateTokenRequest'>['scopes']>[number];

/** For admins: the tokens of another account. */
const ofUser = () => new Option('--user <name>', 'tokens of another account; needs the scope admin');

const create = new Command('create')
  .description('create a token; it is shown only once')
  .argument('<name>', 'name of the token')
  .option('--scopes <list>', 'list of read, publish, train, admin', 'read,publish,train')
  .option('--expires <date>', 'expiry date, e.g. 2027-01-31; not later than that of the token in use')
  .action(
    withServer(async ({ api, out }, name: string, options: { scopes: string; expires?: string }) => {
      const scopes = options.scopes.split(',').map((scope) => scope.trim()) as Scope[];
      const token = await body(api.POST('/api/v1/tokens', { body: { name, scopes, expiresAt: options.expires } }));
      out.note('Copy the token now: it is shown only once.');
      out.result(token, () => token.token);
    }),
  );

const list = new Command('list')
  .description('list your tokens')
  .addOption(ofUser())
  .action(
    withServer(async ({ api, out }, { user }: { user?: string }) => {
      const query = { limit: 500 };
      const page = await body(
        user === undefined
          ? api.GET('/api/v1/tokens', { params: { query } })
          : api.GET('/api/v1/users/{name}/tokens', { params: { path: { name: user }, query } }),
      );
      out.result(page, () =>
        table(
          [
            { head: 'name', grows: true },
            { head: 'scopes' },
            { head: 'last used' },
            { head: 'expires' },
            { head: 'id' },
          ],
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
  .description('revoke a token; it stops working at once')
  .argument('[id]', 'id of the token; with --user and no id, all tokens and sessions of the account')
  .addOption(ofUser())
  .action(
    withServer(async ({ api, out }, id: string | undefined, { user }: { user?: string }) => {
      if (id === undefined) {
        if (user === undefined)
          throw new InvalidInput('No token was given to revoke.', {
            accepted: 'an id from graft token list, or --user NAME',
          });
        const all = await body(api.DELETE('/api/v1/users/{name}/tokens', { params: { path: { name: user } } }));
        return out.result(all, () => `Revoked ${plural(all.revoked, 'token')} of ${user}.`);
      }
      if (user === undefined) await api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } });
      else await api.DELETE('/api/v1/users/{name}/tokens/{id}', { params: { path: { name: user, id } } });
      out.result({ id, revoked: true }, () => `Revoked ${id}.`);
    }),
  );

export const tokenCommand = new Command('token')
  .description('create, list and revoke tokens')
  .addCommand(create)
  .addCommand(list)
  .addCommand(revoke);
