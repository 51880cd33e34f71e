import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { body, EXPORTS } from '#graft/api';
import { assertWithin, Download, type Downloaded } from './download.js';
import { modelPath, parseRef } from './reference.js';
import type { Session } from './session.js';

export interface PullOptions {
  top: boolean;
  pooling?: string;
  inputShape?: string;
  format: (typeof EXPORTS)[number]['name'];
}

/**
 * Downloads a model in one of the formats that Graft writes, with its labels and preprocessing, and an image to test it with.
 * @param given a reference or `run:ID`
 */
export async function pullExport(
  session: Session,
  given: string,
  options: PullOptions,
  directory: string,
): Promise<Downloaded[]> {
  const download = new Download(session.connection, directory);
  const folder = `${await pinned(session, given)}/${options.format}`;
  const { extensions, shards } = EXPORTS.find(({ name }) => name === options.format)!;
  for (const extension of extensions) {
    const file = `model.${extension}`;
    await download.file(`${folder}/${file}?${query(options)}`, file);
    if (shards) await pullShards(download, folder, file, directory);
  }
  if (options.top) await download.fileIfThere(`${folder}/labels.json`, 'labels.json');
  await download.fileIfThere(`${folder}/preprocessing.json?${query(options)}`, 'preprocessing.json');
  if (await download.fileIfThere(`${folder}/test.json?${query(options)}`, 'test.json'))
    await download.file(`${folder}/test.png?${query(options)}`, 'test.png');
  return download.files;
}

/** The path of the version that a reference names now: an alias may move during the download. */
async function pinned({ api }: Session, given: string): Promise<string> {
  if (given.startsWith('run:')) return modelPath(given);
  const path = parseRef(given);
  const { number } = await body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}', { params: { path } }));
  return modelPath(`${path.owner}/${path.name}@${number}`);
}

function query({ top, pooling, inputShape }: PullOptions): string {
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
