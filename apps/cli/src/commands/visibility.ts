import { Argument, Command } from 'commander';
import { body } from '#graft/api';
import { firstFound } from '../first-found.js';
import { parseRef } from '../reference.js';
import { withServer } from '../session.js';

export const visibilityCommand = new Command('visibility')
  .description('make a model or data set public or private, with all its versions')
  .argument('<ref>', 'owner/name')
  .addArgument(new Argument('<who>').choices(['public', 'private']))
  .action(
    withServer(async ({ api, out }, given: string, visibility: 'public' | 'private') => {
      const { owner, name } = parseRef(given);
      const options = { params: { path: { owner, name } }, body: { visibility } };
      const changed = await firstFound(
        () => body(api.PATCH('/api/v1/models/{owner}/{name}', options)),
        () => body(api.PATCH('/api/v1/datasets/{owner}/{name}', options)),
      );
      out.result(changed, () => `${owner}/${name} is now ${changed.visibility}.`);
    }),
  );
