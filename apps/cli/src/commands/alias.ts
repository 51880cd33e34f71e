import { Command } from 'commander';
import { body } from '#graft/api';
import { parseRef } from '../reference.js';
import { withServer } from '../session.js';

export const aliasCommand = new Command('alias')
  .description('set or remove an alias of a version, such as stable')
  .argument('<ref>', 'the version, e.g. ada/pets@3')
  .argument('<alias>')
  .option('--remove', 'remove the alias')
  .action(
    withServer(async ({ api, out }, given: string, alias: string, options: { remove?: boolean }) => {
      const { owner, name, ref: version } = parseRef(given);
      const address = '/api/v1/models/{owner}/{name}/aliases/{alias}';
      const params = { path: { owner, name, alias } };
      if (options.remove) {
        await api.DELETE(address, { params });
        return out.result({ removed: alias }, () => `${owner}/${name} no longer has the alias ${alias}.`);
      }
      const moved = await body(api.PUT(address, { params, body: { version } }));
      out.result(moved, () => `${owner}/${name}@${moved.name} now points to version ${moved.version}.`);
    }),
  );
