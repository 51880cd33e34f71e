import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { body, EXPORTS } from '#graft/api';
import { ModelRefused, NotFound } from '#graft/problems';
import { Download } from '../download.js';
import { modelPath, parseRef } from '../reference.js';
import { Session, withServer } from '../session.js';
import { bytes, table } from '../text.js';

type ExportFormat = (typeof EXPORTS)[number];
type ExportName = ExportFormat['name'];

interface Options {
  top: boolean;
  pooling?: string;
  inputShape?: string;
  format: ExportName | 'original';
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
      const download = new Download(session.connection, directory);
      if (format === 'original') await pullOriginal(session, download, given, directory);
      else await pullExport(session, download, given, { ...options, format }, directory);
      const { files } = download;
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

async function pullExport(
  session: Session,
  download: Download,
  given: string,
  options: Options & { format: ExportName },
  directory: string,
): Promise<void> {
  const folder = `${await pinned(session, given)}/${options.format}`;
  const { extensions, shards } = EXPORTS.find(({ name }) => name === options.format)!;
  for (const extension of extensions) {
    const file = `model.${extension}`;
    await download.file(`${folder}/${file}?${query(options)}`, file);
    if (shards) await pullShards(download, folder, file, directory);
  }
  if (options.top) await download.fileIfThere(`${folder}/labels.json`, 'labels.json');
  await download.fileIfThere(`${folder}/preprocessing.json?${query(options)}`, 'preprocessing.json');
}

/** Downloads the uploaded files. @throws NotFound if the version has none */
async function pullOriginal({ api }: Session, download: Download, given: string, directory: string): Promise<void> {
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
}

/** Refuses paths outside the folder: the server must not write to other folders. @throws ModelRefused */
function assertWithin(directory: string, path: string): void {
  if (!resolve(directory, path).startsWith(directory + sep))
    throw new ModelRefused(
      `The model lists the file "${path}", which is outside its folder. Nothing was written there.`,
      { received: path },
    );
}

const nameOf = (given: string) => (given.startsWith('run:') ? given.replace(':', '-') : parseRef(given).name);

/** The path of the version that a reference names now: an alias may move during the download. */
async function pinned({ api }: Session, given: string): Promise<string> {
  if (given.startsWith('run:')) return modelPath(given);
  const path = parseRef(given);
  const { number } = await body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}', { params: { path } }));
  return modelPath(`${path.owner}/${path.name}@${number}`);
}

function query({ top, pooling, inputShape }: Options): string {
  const asked = new URLSearchParams({
    top: String(top),
    ...(pooling && { pooling }),
    ...(inputShape && { inputShape }),
  });
  return asked.toString();
}

/** Downloads the weight files that a model's file lists. */
async function pullShards(download: Download, folder: string, file: string, directory: string): Promise<void> {
  const model = JSON.parse(await readFile(join(directory, file), 'utf8')) as { weightsManifest: { paths: string[] }[] };
  for (const path of model.weightsManifest.flatMap(({ paths }) => paths)) {
    assertWithin(directory, path);
    await download.file(`${folder}/${path}`, path);
  }
}
