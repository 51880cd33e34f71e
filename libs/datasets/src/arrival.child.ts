import { Archive } from '#graft/archive';
import { probeImage } from '#graft/images';
import { ahead, type ChildContext, Progress, serveChild } from '#graft/child';
import { ImageRefused, InvalidInput } from '#graft/problems';
import { type BlobStore, openBlobStore } from '#graft/storage';
import type { ArrivalOrder, ArrivalResult } from './arrival-input.js';
import { Arrived, type Taken } from './arrived.js';
import { assertTrainable, oddities, remarksOn } from './arrival-checks.js';
import { labelByFolder, type LabelledFile, type LabelledFiles } from './labelled-files.js';
import { renderSample, sampleSet } from './sample-set.js';

const BATCH = 200;

serveChild<ArrivalOrder, ArrivalResult>(async ({ source, config }, context) => {
  const blobs = openBlobStore(config);
  if (source.kind === 'sample') return takeIn(await sample(), blobs, config, context);
  const archive = await Archive.open(source.path);
  try {
    const read = (file: LabelledFile) => archive.read(file.path);
    return await takeIn({ ...labelByFolder(archive.names), read }, blobs, config, context);
  } finally {
    archive.close();
  }
});

interface Source extends LabelledFiles {
  read: (file: LabelledFile) => Promise<Uint8Array>;
}

async function sample(): Promise<Source> {
  const pictures = new Map((await sampleSet()).pictures.map((picture) => [picture.name, picture]));
  return { ...labelByFolder([...pictures.keys()]), read: (file) => renderSample(pictures.get(file.path)!) };
}

/** Decodes every image, stores its bytes and tells the parent; the parent keeps it all only at the end. */
async function takeIn(
  { files, labels, strays, read }: Source,
  blobs: BlobStore,
  { maxPixels, threads }: ArrivalOrder['config'],
  { emit, signal }: ChildContext,
): Promise<ArrivalResult> {
  const takeOne = async (file: LabelledFile): Promise<Taken | { reason: string }> => {
    try {
      const bytes = await read(file);
      const facts = await probeImage(bytes, { maxPixels });
      return { ...facts, ...(await blobs.put(bytes)) };
    } catch (error) {
      if (error instanceof ImageRefused || error instanceof InvalidInput) return { reason: error.detail };
      throw error;
    }
  };

  const arrived = new Arrived(emit);
  await emit('step', { step: 'images', state: 'started' });
  const started = performance.now();
  const progress = new Progress(emit, 'images', files.length);
  let done = 0;
  for await (const [file, taken] of ahead(files, threads + 1, takeOne)) {
    signal.throwIfAborted();
    if ('reason' in taken) arrived.leaveOut(file.name, taken.reason);
    else arrived.add(file, taken);
    await arrived.send(BATCH);
    await progress.report(++done);
  }
  for (const name of strays) arrived.leaveOut(name, 'It is not in a folder, so it has no label.');
  assertTrainable(arrived.items, labels, arrived.problems);
  arrived.problems.push(...oddities(arrived.items));
  await arrived.send(1);
  for (const message of remarksOn(arrived.items, arrived.problems)) await emit('log', { message });
  await emit('step', { step: 'images', state: 'done', seconds: (performance.now() - started) / 1000 });
  return { digest: arrived.digest(), labels };
}
