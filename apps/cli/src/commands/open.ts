import { Command } from 'commander';
import { type Api, body } from '#graft/api';
import { Problem } from '#graft/problems';
import { parseRef, runIdOf } from '../reference.js';
import { withServer } from '../session.js';

export const openCommand = new Command('open')
  .description('print a link to the page that signs a browser in once')
  .argument('[what]', 'owner/name of a model, or the id of a run')
  .action(
    withServer(async ({ api, connection, out }, what: string | undefined) => {
      const url = `${connection.url}${pathOf(what)}${await signInOf(api)}`;
      out.result({ url }, () => url);
    }),
  );

function pathOf(what: string | undefined): string {
  if (what === undefined) return '/';
  const run = runIdOf(what);
  if (run !== null) return `/runs/${run}`;
  const { owner, name } = parseRef(what);
  return `/m/${owner}/${name}`;
}

/** `#token=…`; nothing if the token in use may not make a one-time token: only one with the scope admin may. */
async function signInOf(api: Api): Promise<string> {
  try {
    const { token } = await body(api.POST('/api/v1/session/one-time-tokens'));
    return `#token=${token}`;
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || error.status === 403)) return '';
    throw error;
  }
}
