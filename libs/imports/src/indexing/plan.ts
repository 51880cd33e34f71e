import { posix } from 'node:path';
import { groupBy } from '#graft/collections';
import type { SourceObject } from '#graft/storage';
import { COMPANION_FILES } from '../companions.js';
import { type ImportFormat, importFormats, mayBeMain, mayBePart } from '../formats/index.js';

/** Objects that make one model: its main file, and what is next to it. */
export interface ModelObjects {
  /** Key of the main file. */
  main: string;
  objects: SourceObject[];
  /** Keys of objects that lay beside it before. */
  lost: string[];
}

/** What was found out about an object before. */
export interface KnownObject {
  key: string;
  etag: string;
  size: bigint;
  state: string;
  /** What read it: the code and its memory. */
  reader: string | null;
  /** The version that was published of it. */
  versionId: string | null;
}

export interface IndexingPlan<Known extends KnownObject> {
  /** To be read: new, or not what it was. */
  read: ModelObjects[];
  /** Main files of models that are what they were. */
  unchanged: string[];
  /** Main files of published models that are no more. */
  gone: Known[];
  /** Keys of everything else that is no more, and belongs to no model that is left. */
  forgotten: string[];
  /** Objects that belong to no model. */
  ignored: number;
}

/** Those keys that may be a model's main file; only reading it tells. */
export function modelFiles(keys: readonly string[]): Set<string> {
  const files = keys.filter((key) => isModelFile(key) && !COMPANION_FILES.includes(posix.basename(key)));
  const folders = importFormats.map((format) => ({
    format,
    mains: foldersOf(keys, (key) => mayBeMain(format, key)),
    parts: foldersOf(keys, (key) => mayBePart(format, key)),
  }));
  /** A model.json beside a Keras file, and without weights of TF.js, is the architecture of that file's weights. */
  const isArchitecture = (key: string) => {
    const folder = posix.dirname(key);
    const isMain = folders.some(({ format, parts }) => mayBeMain(format, key) && parts.has(folder));
    return !isMain && folders.some(({ format, mains }) => isOptionalPart(format, key) && mains.has(folder));
  };
  return new Set(files.filter((key) => !isArchitecture(key)));
}

const foldersOf = (keys: readonly string[], isOf: (key: string) => boolean): Set<string> =>
  new Set(keys.filter(isOf).map((key) => posix.dirname(key)));

const isModelFile = (key: string): boolean => importFormats.some((format) => mayBeMain(format, key));

const isOptionalPart = ({ optionalParts = [] }: ImportFormat, key: string): boolean =>
  optionalParts.includes(posix.basename(key));

/** Optional parts count where they look like a model: a `model.yaml`, which is never read, belongs to none. */
const isCompanion = (key: string): boolean =>
  COMPANION_FILES.includes(posix.basename(key)) ||
  importFormats.some((format) => mayBePart(format, key) || (isOptionalPart(format, key) && isModelFile(key)));

/**
 * Sorts what lies in a bucket into models, and these into new, changed, unchanged and gone. A weight file or companion
 * belongs to every model file of the nearest folder above it that has any, so that a change of one has each read again.
 * What another reader refused, and what failed, is read again as well.
 * @param reader what would read now: the code and its memory.
 */
export function planIndexing<Known extends KnownObject>(
  objects: readonly SourceObject[],
  known: readonly Known[],
  reader: string,
): IndexingPlan<Known> {
  const before = new Map(known.map((object) => [object.key, object]));
  const mains = modelFiles(objects.map(({ key }) => key));
  const knownMains = modelFiles(known.map(({ key }) => key));
  const isPublished = ({ key, versionId }: Known) => knownMains.has(key) && versionId !== null;
  const knownAsOther = (object: SourceObject) =>
    before.get(object.key)?.state === 'ignored' && same(object, before, reader);
  const [candidates, others] = split(objects, (object) => mains.has(object.key) && !knownAsOther(object));
  const found = candidates.map((object): ModelObjects => ({ main: object.key, objects: [object], lost: [] }));
  const models = groupBy(found, ({ main }) => posix.dirname(main));
  const owners = (key: string) => (isCompanion(key) ? modelsAbove(models, key) : []);
  let ignored = 0;
  for (const object of others) {
    const above = owners(object.key);
    for (const model of above) model.objects.push(object);
    if (above.length === 0) ignored++;
  }
  const there = new Set(objects.map(({ key }) => key));
  const missing = known.filter(({ key, state }) => state !== 'gone' && !there.has(key));
  for (const { key } of missing) for (const model of owners(key)) model.lost.push(key);
  const isKnown = ({ lost, objects }: ModelObjects) =>
    lost.length === 0 && objects.every((object) => same(object, before, reader));
  const all = [...models.values()].flat();
  return {
    read: all.filter((model) => !isKnown(model)),
    unchanged: all.filter(isKnown).map(({ main }) => main),
    gone: missing.filter(isPublished),
    forgotten: missing
      .filter((object) => !isPublished(object) && owners(object.key).length === 0)
      .map(({ key }) => key),
    ignored,
  };
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function modelsAbove(models: ReadonlyMap<string, ModelObjects[]>, key: string): ModelObjects[] {
  for (let folder = posix.dirname(key); ; folder = posix.dirname(folder)) {
    const found = models.get(folder);
    if (found || folder === '.') return found ?? [];
  }
}

function same({ key, etag, size }: SourceObject, before: ReadonlyMap<string, KnownObject>, reader: string): boolean {
  const known = before.get(key);
  if (known === undefined || ['gone', 'failed'].includes(known.state)) return false;
  const refusedByOther = known.state === 'refused' && known.reader !== reader;
  return known.etag === etag && Number(known.size) === size && !refusedByOther;
}
