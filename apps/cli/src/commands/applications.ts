import { Command } from 'commander';
import { body } from '#graft/api';
import { withServer } from '../session.js';
import { table } from '../text.js';

export const applicationsCommand = new Command('applications')
  .description("Keras' architectures that files of weights alone can be read into")
  .action(
    withServer(async ({ api, out }) => {
      const list = await body(api.GET('/api/v1/applications'));
      out.result(list, () =>
        table(
          [{ head: 'application' }, { head: "preprocessing of Keras' own weights" }],
          list.items.map(({ name, preprocessing }) => [name, preprocessing]),
        ),
      );
    }),
  );
