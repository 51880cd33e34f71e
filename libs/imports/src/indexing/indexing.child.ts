import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Config, SourceAddress } from '#graft/config';
import { serveChild } from '#graft/child';
import { ModelRefused, NotFound, Unavailable } from '#graft/problems';
import {
  type BlobStore,
  type ObjectSource,
  ObjectUnreadable,
  openBlobStore,
  openObjectSource,
  type SourceObject,
} from '#graft/storage';
import type { LocalFile } from '../files.js';
import { formatOf } from '../formats/index.js';
import { readModel } from '../read-model.js';
import { type ImportedModel, storeModel } from '../preview.js';
import { findingOf } from './errors.js';
import type { ModelObjects } from './plan.js';

/** Which models of a bucket or folder the child is to read. */
export interface IndexingTask {
  settings: Pick<Config, 'dataDir' | 's3'>;
  /** With all links resolved, as it was permitted. */
  source: SourceAddress;
  /** Where it may put files meanwhile. */
  folder: string;
  models: ModelObjects[];
}

/**
 * What came of one: a model that was stored; the reason why it cannot be read; the reason why it was not read this time,
 * which says nothing about the model; or nothing, for a file that is no model.
 */
export type Indexed = { main: string } & (
  | { imported: ImportedModel }
  | { refused: string }
  | { failed: string }
  | { ignored: true }
);

/** Models in a row that fail before the source counts as away, though it can be listed. */
const MOST_FAILURES = 10;

serveChild<IndexingTask, null>(async ({ settings, source: address, folder, models }, { emit }) => {
  const source = await openObjectSource(address, settings);
  const blobs = openBlobStore(settings);
  let failures = 0;
  for (const model of models) {
    await emit('reading', { main: model.main });
    await mkdir(folder, { recursive: true });
    const indexed = await read(model, source, blobs, folder);
    failures = 'failed' in indexed ? failures + 1 : 0;
    if ('failed' in indexed) await assertThere(source, failures, indexed.failed);
    await emit('read', indexed);
    await rm(folder, { recursive: true });
  }
  return null;
});

/** @throws Unavailable if it is not one object that cannot be read, but all. */
async function assertThere(source: ObjectSource, failures: number, reason: string): Promise<void> {
  await source.check();
  if (failures < MOST_FAILURES) return;
  throw new Unavailable(`${MOST_FAILURES} models in a row could not be read. The last reason: ${reason}`);
}

async function read(model: ModelObjects, source: ObjectSource, blobs: BlobStore, folder: string): Promise<Indexed> {
  const { main } = model;
  const files = new Files(model.objects, source, folder);
  try {
    const file = (await files.at(main))!;
    const format = await formatOf(file);
    if (!format && main.endsWith('.json')) return { main, ignored: true };
    if (!format) throw new ModelRefused(`${main} is not in a format that Graft can read.`, { where: main });
    const beside = (path: string) => files.at(posix.join(posix.dirname(main), path));
    const { imported } = await storeModel(blobs, await readModel(file, format, beside, {}), []);
    return { main, imported };
  } catch (error) {
    return { main, ...findingOf(error) };
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

  /** @throws ObjectUnreadable if the object is not what was listed, too: it is being written */
  async at(key: string): Promise<LocalFile | null> {
    const object = this.objects.get(key);
    if (!object) return null;
    const path = join(this.folder, randomUUID());
    await this.source.save(key, path).catch((error: unknown) => {
      throw error instanceof NotFound ? new ObjectUnreadable(error.detail, error.extras) : error;
    });
    const { size } = await stat(path);
    if (size !== object.size)
      throw new ObjectUnreadable(`${key} changed while it was read: it had ${object.size} bytes, but ${size} arrived.`);
    return { name: key, path, size };
  }
}
