import { Command } from 'commander';
import { body } from '#graft/api';
import { withServer } from '../session.js';
import { facts } from '../text.js';

export const whoamiCommand = new Command('whoami')
  .description('show the server, the account and the scopes of the token')
  .action(
    withServer(async ({ api, connection, out }) => {
      const me = await body(api.GET('/api/v1/me'));
      const { account } = me;
      out.result(me, () =>
        facts([
          ['server', connection.url],
          ['account', account ? `${account.name} (${account.role})` : 'none; `graft login` signs you in'],
          ['scopes', account && me.scopes.join(', ')],
          ['namespaces', account && me.namespaces.join(', ')],
        ]),
      );
    }),
  );
