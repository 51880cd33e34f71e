import { Command } from 'commander';
import { body } from '#graft/api';
import { parseRef } from '../reference.js';
import { withServer } from '../session.js';

export const aliasCommand = new Command('alias')
  .description('point a name such as stable to a version')
  .argument('<ref>', 'the version, e.g. ada/pets@3')
  .argument('<alias>')
  .action(
    withServer(async ({ api, out }, given: string, alias: string) => {
      const { owner, name, ref: version } = parseRef(given);
      const path = { owner, name, alias };
      const moved = await body(
        api.PUT('/api/v1/models/{owner}/{name}/aliases/{alias}', { params: { path }, body: { version } }),
      );
      out.result(moved, () => `${owner}/${name}@${moved.name} is version ${moved.version} now.`);
    }),
  );
