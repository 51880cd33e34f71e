import { Command } from 'commander';
import { resolve } from 'node:path';
import { runImport } from '../imports.js';
import { withServer } from '../session.js';

export const indexCommand = new Command('index')
  .description('list the models that lie in a bucket or a folder of the server; again, what is new, changed or gone')
  .argument('<source>', 's3://bucket/prefix, or a folder')
  .option('--owner <name>', 'namespace that they go to')
  .action(
    withServer(async (session, source: string, options: { owner?: string }) => {
      const index = source.startsWith('s3://') ? source : resolve(source);
      const done = await runImport(session, { index, owner: options.owner });
      session.out.result(done, () => JSON.stringify(done.result, null, 2));
    }),
  );
