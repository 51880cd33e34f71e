import type { Artifact } from '#graft/artifact';
import type { BlobStore } from '#graft/storage';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { besideAmong, type LocalFile } from '../import-files.js';
import { formatOf } from '../import-formats.js';
import { type Asked, readModel } from '../import-model.js';
import { storeModel } from '../import-preview.js';

/** The files of a folder, as if they had been uploaded together. */
async function filesIn(folder: string): Promise<LocalFile[]> {
  return Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { name, path, size: (await stat(path)).size };
    }),
  );
}

/** Reads the model in a folder and stores it. @param main name of its main file. */
export async function storeModelIn(
  blobs: BlobStore,
  folder: string,
  main: string,
  asked: Asked = {},
): Promise<Artifact> {
  const files = await filesIn(folder);
  const file = files.find(({ name }) => name === main)!;
  const format = await formatOf(file);
  const model = await readModel(file, format!, besideAmong(files, file), asked);
  return (await storeModel(blobs, model, files)).imported.artifact;
}
