import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Config } from '#graft/config';
import { serveChild } from '#graft/child';
import { mayPass, ModelRefused, Problem } from '#graft/problems';
import {
  type BlobStore,
  type ObjectSource,
  openBlobStore,
  openObjectSource,
  type SourceObject,
  writeNewFile,
} from '#graft/storage';
import type { LocalFile } from './import-files.js';
import { formatOf } from './import-formats.js';
import { readModel } from './import-model.js';
import { type ImportedModel, storeModel } from './import-preview.js';
import type { ModelObjects } from './indexing-plan.js';

/** Which models of a bucket or folder the child is to read. */
export interface IndexingTask {
  settings: Pick<Config, 'dataDir' | 's3'>;
  address: string;
  /** Where it may put files meanwhile. */
  folder: string;
  models: ModelObjects[];
}

/** What came of one: a model that was stored, the reason why it was not, or nothing, for a file that is no model. */
export type Indexed = { main: string } & ({ imported: ImportedModel } | { refused: string } | { ignored: true });

serveChild<IndexingTask, null>(async ({ settings, address, folder, models }, { emit }) => {
  const source = openObjectSource(address, settings);
  const blobs = openBlobStore(settings);
  for (const model of models) {
    await emit('reading', { main: model.main });
    await mkdir(folder, { recursive: true });
    await emit('read', await read(model, source, blobs, folder));
    await rm(folder, { recursive: true });
  }
  return null;
});

async function read(model: ModelObjects, source: ObjectSource, blobs: BlobStore, folder: string): Promise<Indexed> {
  const { main } = model;
  const files = new Files(model.objects, source, folder);
  try {
    const file = (await files.at(main))!;
    const format = await formatOf(file);
    if (!format && main.endsWith('.json')) return { main, ignored: true };
    if (!format) throw new ModelRefused(`${main} is in no format that can be read.`, { where: main });
    const beside = (path: string) => files.at(posix.join(posix.dirname(main), path));
    const { imported } = await storeModel(blobs, await readModel(file, format, beside, {}), []);
    return { main, imported };
  } catch (error) {
    return { main, refused: reasonOf(error) };
  }
}

/** A model's objects, each brought here when it is asked for. */
class Files {
  private readonly objects: Map<string, SourceObject>;

  constructor(
    objects: readonly SourceObject[],
    private readonly source: ObjectSource,
    private readonly folder: string,
  ) {
    this.objects = new Map(objects.map((object) => [object.key, object]));
  }

  async at(key: string): Promise<LocalFile | null> {
    const object = this.objects.get(key);
    if (!object) return null;
    const path = join(this.folder, randomUUID());
    await writeNewFile(path, await this.source.open(key));
    return { name: key, path, size: object.size };
  }
}

/** Why a model cannot be read. @throws the error where it says nothing about the model: the disk or a store is away. */
function reasonOf(error: unknown): string {
  const isPlace = (error as NodeJS.ErrnoException).code !== undefined;
  if (isPlace || (error instanceof Problem && mayPass(error))) throw error;
  return error instanceof Error ? error.message : String(error);
}
