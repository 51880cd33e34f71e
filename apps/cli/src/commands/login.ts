import { Command } from 'commander';
import { body, connect } from '#graft/api';
import { InvalidInput } from '#graft/problems';
import { rememberLogin } from '../connection.js';
import { readSecret } from '../secret.js';
import { withServer } from '../session.js';

export const loginCommand = new Command('login')
  .description('remember a server and its token (asked for, or read from a pipe)')
  .argument('[url]', 'address of the server; the one in use, if left out')
  .action(
    withServer(async ({ config, connection, out }, given: string | undefined) => {
      const url = (given ?? connection.url).replace(/\/+$/, '');
      if (!/^https?:\/\//.test(url))
        throw new InvalidInput(`"${url}" is no address; one like https://graft.example is.`, { received: url });
      const token = await readSecret(`Token for ${url}: `);
      const me = await body(connect({ url, token }).GET('/api/v1/me'));
      await rememberLogin(config, { url, token });
      out.result(me, () => `Signed in to ${url} as ${me.name} (${me.scopes.join(', ')}).`);
    }),
  );
