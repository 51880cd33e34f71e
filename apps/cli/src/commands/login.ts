import { Command } from 'commander';
import { body, connect } from '#graft/api';
import { InvalidInput } from '#graft/problems';
import { rememberLogin } from '../connection.js';
import { readSecret } from '../secret.js';
import { withServer } from '../session.js';

export const loginCommand = new Command('login')
  .description('sign in to a server; the token is asked for, or read from a pipe')
  .argument('[url]', 'URL of the server (the current one)')
  .action(
    withServer(async ({ config, connection, out }, given: string | undefined) => {
      const url = (given ?? connection.url).replace(/\/+$/, '');
      if (!/^https?:\/\//.test(url))
        throw new InvalidInput(`"${url}" is not a URL. Use a URL such as https://graft.example.`, { received: url });
      const token = await readSecret(`Token for ${url}: `);
      const me = await body(connect({ url, token }).GET('/api/v1/me'));
      if (!me.account)
        throw new InvalidInput('No token was given.', { accepted: 'a token, such as `graft token create` prints' });
      const { name } = me.account;
      await rememberLogin(config, { url, token });
      out.result(me, () => `Signed in to ${url} as ${name} (${me.scopes.join(', ')}).`);
    }),
  );
