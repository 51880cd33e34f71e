import { Command } from 'commander';
import { body } from '#graft/api';
import { parseRef } from '../reference.js';
import { withServer } from '../session.js';

export const yankCommand = new Command('yank')
  .description('hide a version from searches; it can still be used by its number, with a warning')
  .argument('<ref>', 'the version, e.g. ada/pets@3')
  .option('--reason <text>', 'reason that is shown to users of the version')
  .option('--undo', 'list the version again')
  .action(
    withServer(async ({ api, out }, given: string, options: { reason?: string; undo?: boolean }) => {
      const params = { path: parseRef(given) };
      const address = '/api/v1/models/{owner}/{name}/versions/{ref}/yank';
      const version = options.undo
        ? await body(api.DELETE(address, { params }))
        : await body(api.POST(address, { params, body: { reason: options.reason } }));
      out.result(version, () => version.warning ?? `${version.ref} is listed again.`);
    }),
  );
