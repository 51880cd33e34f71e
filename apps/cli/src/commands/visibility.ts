import { Argument, Command } from 'commander';
import { body } from '#graft/api';
import { parseRef } from '../reference.js';
import { withServer } from '../session.js';

export const visibilityCommand = new Command('visibility')
  .description('let everybody see a model with all its versions, or you alone')
  .argument('<ref>', 'owner/name')
  .addArgument(new Argument('<who>').choices(['public', 'private']))
  .action(
    withServer(async ({ api, out }, given: string, visibility: 'public' | 'private') => {
      const { owner, name } = parseRef(given);
      const path = { owner, name };
      const model = await body(api.PATCH('/api/v1/models/{owner}/{name}', { params: { path }, body: { visibility } }));
      out.result(model, () => `${model.ref} is ${model.visibility} now.`);
    }),
  );
