import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxRuntime } from '#graft/engine';
import { ahead, Progress } from '#graft/child';
import { sizeOf } from '#graft/network';
import { Unavailable } from '#graft/problems';
import { Decoder } from '../decoder.js';
import { dropOldest, FeatureCache, networkDigest, recordBytes } from '../feature-cache.js';
import type { Emit, RunConfig, RunItem } from '../run-input.js';
import type { Frozen } from './resolve.js';

/**
 * Images decoded ahead, while ONNX Runtime has this thread. With 4 it waited 3.4 ms an image for the next, with 6 1.7,
 * with 12 0.1 (photos of 300 px, MobileNetV2-1.0 taking 8 ms, both cores busy with other work, too).
 */
const AHEAD = 12;

/** Left free on the disk for everybody else. */
const SPARE_BYTES = 256 * 2 ** 20;

/**
 * Runs the frozen part once for each image that has no features yet. One image at a time, so that a feature's value does
 * not hang on what else was computed with it.
 * @returns the cache, holding the features of every item.
 * @throws Unavailable where the disk has no room, ImageRefused naming an image that cannot be decoded.
 */
export async function extract(
  items: RunItem[],
  { prefix, preprocessing, features }: Frozen,
  config: RunConfig,
  emit: Emit,
): Promise<FeatureCache> {
  const size = sizeOf(features);
  const folder = join(config.dataDir, 'cache', 'features');
  const cache = FeatureCache.open(folder, { prefix: networkDigest(prefix), preprocessing, view: 'plain' }, size);
  const images = [...new Map(items.map((item) => [item.digest, item])).values()];
  const missing = images.filter((item) => !cache.has(item.digest));
  const progress = new Progress(emit, 'extract', images.length, images.length - missing.length);
  await progress.report(images.length - missing.length);
  if (missing.length === 0) return cache;

  await assertRoom(folder, missing.length * recordBytes(size));
  const decoder = new Decoder({ preprocessing, config });
  const session = await onnxRuntime.load(prefix, { threads: Math.max(1, config.threads - 1) });
  let done = images.length - missing.length;
  try {
    for await (const [item, tensor] of ahead(missing, AHEAD, (next) => decoder.decode(next))) {
      cache.append(item.digest, await session.run(tensor, 1));
      decoder.recycle(tensor);
      await progress.report(++done);
    }
  } finally {
    await Promise.all([session.dispose(), decoder.close()]);
  }
  dropOldest(folder, config.featureCacheBytes);
  return cache;
}

/** @throws Unavailable unless the folder's disk has so many bytes to spare. */
export async function assertRoom(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (needed + SPARE_BYTES <= free) return;
  throw new Unavailable(
    `The disk of ${folder} is too full: the features of these images need ${megabytes(needed)}, with ` +
      `${megabytes(SPARE_BYTES)} to spare, and ${megabytes(free)} are free.`,
    { where: folder, received: free, accepted: needed + SPARE_BYTES },
  );
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
