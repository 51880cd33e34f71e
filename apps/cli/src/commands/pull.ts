import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { ModelRefused } from '#graft/problems';
import { Download } from '../download.js';
import { parseRef, VersionPath } from '../reference.js';
import { withServer } from '../session.js';
import { bytes, table } from '../text.js';

interface Options {
  top: boolean;
  pooling?: string;
  inputShape?: string;
  format: 'tfjs' | 'onnx';
  output?: string;
}

export const pullCommand = new Command('pull')
  .description('take a model to this machine, with or without its top')
  .argument('<ref>')
  .addOption(new Option('--format <format>', 'what it is written as').choices(['tfjs', 'onnx']).default('tfjs'))
  .option('--no-top', 'leave out the layers that classify')
  .addOption(new Option('--pooling <kind>', 'what follows the last feature map').choices(['avg', 'max', 'none']))
  .option('--input-shape <h,w,c>', 'another size of the images, where the network permits')
  .option('-o, --output <dir>', "folder to write to (./ and the model's name)")
  .action(
    withServer(async ({ connection, out }, given: string, options: Options) => {
      const ref = parseRef(given);
      const directory = resolve(options.output ?? ref.name);
      const download = new Download(connection, directory);
      await (options.format === 'onnx' ? pullOnnx : pullTfjs)(download, ref, options, directory);
      const folder = `${versionPath(ref)}/${options.format}`;
      if (options.top) await download.fileIfThere(`${folder}/labels.json`, 'labels.json');
      await download.fileIfThere(`${folder}/preprocessing.json`, 'preprocessing.json');
      const { files } = download;
      out.result({ ref: given, format: options.format, directory, files }, () =>
        [
          table(
            [
              { head: `in ${directory}`, grows: true },
              { head: '', align: 'right' },
            ],
            files.map(({ name, size }) => [name, bytes(size)]),
          ),
        ].join('\n'),
      );
    }),
  );

const versionPath = ({ owner, name, ref }: VersionPath) =>
  `/api/v1/models/${owner}/${name}/versions/${encodeURIComponent(ref)}`;

function query({ top, pooling, inputShape }: Options): string {
  const asked = new URLSearchParams({
    top: String(top),
    ...(pooling && { pooling }),
    ...(inputShape && { inputShape }),
  });
  return asked.toString();
}

const pullOnnx = (download: Download, ref: VersionPath, options: Options) =>
  download.file(`${versionPath(ref)}/onnx/model.onnx?${query(options)}`, 'model.onnx');

/** model.json, and the shards that it names beside it. */
async function pullTfjs(download: Download, ref: VersionPath, options: Options, directory: string): Promise<void> {
  const folder = `${versionPath(ref)}/tfjs`;
  await download.file(`${folder}/model.json?${query(options)}`, 'model.json');
  const model = JSON.parse(await readFile(join(directory, 'model.json'), 'utf8')) as {
    weightsManifest: { paths: string[] }[];
  };
  for (const path of model.weightsManifest.flatMap(({ paths }) => paths)) {
    // The server is not trusted with this machine's other folders.
    if (!resolve(directory, path).startsWith(directory + sep))
      throw new ModelRefused(`model.json names "${path}", which lies outside its folder.`, { received: path });
    await download.file(`${folder}/${path}`, path);
  }
}
