import { Command } from 'commander';
import { body } from '#graft/api';
import { withServer } from '../session.js';
import { table } from '../text.js';

export const applicationsCommand = new Command('applications')
  .description('list the Keras architectures that weights-only files can be imported with')
  .action(
    withServer(async ({ api, out }) => {
      const list = await body(api.GET('/api/v1/applications'));
      out.result(list, () =>
        table(
          [{ head: 'application' }, { head: 'preprocessing of the Keras weights' }],
          list.items.map(({ name, preprocessing }) => [name, preprocessing]),
        ),
      );
    }),
  );
