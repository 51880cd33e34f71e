import { Command } from 'commander';
import { body } from '#graft/api';
import { parseRef } from '../reference.js';
import { withServer } from '../session.js';

export const aliasCommand = new Command('alias')
  .description('point a name such as stable to a version, or take it away')
  .argument('<ref>', 'the version, e.g. ada/pets@3')
  .argument('<alias>')
  .option('--remove', 'take it away')
  .action(
    withServer(async ({ api, out }, given: string, alias: string, options: { remove?: boolean }) => {
      const { owner, name, ref: version } = parseRef(given);
      const address = '/api/v1/models/{owner}/{name}/aliases/{alias}';
      const params = { path: { owner, name, alias } };
      if (options.remove) {
        await api.DELETE(address, { params });
        return out.result({ removed: alias }, () => `${owner}/${name} has no alias ${alias} any more.`);
      }
      const moved = await body(api.PUT(address, { params, body: { version } }));
      out.result(moved, () => `${owner}/${name}@${moved.name} is version ${moved.version} now.`);
    }),
  );
