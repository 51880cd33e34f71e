import { Command, Option } from 'commander';
import { resolve } from 'node:path';
import { body, EXPORTS } from '#graft/api';
import { NotFound } from '#graft/problems';
import { assertWithin, Download, type Downloaded } from '../download.js';
import { pullExport, type PullOptions } from '../pull-export.js';
import { modelPath, parseRef } from '../reference.js';
import { Session, withServer } from '../session.js';
import { bytes, table } from '../text.js';

interface Options extends Omit<PullOptions, 'format'> {
  format: PullOptions['format'] | 'original';
  output?: string;
}

export const pullCommand = new Command('pull')
  .description('download a model, with or without its top')
  .argument('<ref>')
  .addOption(
    new Option('--format <format>', 'format of the files; original: the uploaded files')
      .choices([...EXPORTS.map(({ name }) => name), 'original'])
      .default('tfjs'),
  )
  .option('--no-top', 'leave out the classification layers')
  .addOption(new Option('--pooling <kind>', 'pooling after the last feature map').choices(['avg', 'max', 'none']))
  .option('--input-shape <h,w,c>', 'another input size, if the network allows it')
  .option('-o, --output <dir>', 'folder to write to (./ and the name of the model)')
  .action(
    withServer(async (session, given: string, options: Options) => {
      const { format } = options;
      const directory = resolve(options.output ?? nameOf(given));
      const files =
        format === 'original'
          ? await pullOriginal(session, given, directory)
          : await pullExport(session, given, { ...options, format }, directory);
      session.out.result({ ref: given, format, directory, files }, () =>
        table(
          [
            { head: `in ${directory}`, grows: true },
            { head: '', align: 'right' },
          ],
          files.map(({ name, size }) => [name, bytes(size)]),
        ),
      );
    }),
  );

/** Downloads the uploaded files. @throws NotFound if the version has none */
async function pullOriginal({ api, connection }: Session, given: string, directory: string): Promise<Downloaded[]> {
  const download = new Download(connection, directory);
  const { owner, name, ref } = parseRef(given);
  const { number, original } = await body(
    api.GET('/api/v1/models/{owner}/{name}/versions/{ref}', { params: { path: { owner, name, ref } } }),
  );
  if (original.length === 0)
    throw new NotFound(`${given} has no uploaded files, because it was not imported.`, {
      received: given,
      accepted: 'an imported model',
    });
  for (const { path } of original) {
    assertWithin(directory, path);
    await download.file(`${modelPath(`${owner}/${name}@${number}`)}/original/${encodeURI(path)}`, path);
  }
  return download.files;
}

const nameOf = (given: string) => (given.startsWith('run:') ? given.replace(':', '-') : parseRef(given).name);
