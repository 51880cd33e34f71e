import { join } from 'node:path';
import { onnxRuntime } from '#graft/engine';
import { ahead, Progress } from '#graft/child';
import { sizeOf } from '#graft/network';
import { assertRoom, Room } from '#graft/storage';
import { outputShapeOf } from '../assembly.js';
import { Decoder } from '../decoder.js';
import { dropOldest, FeatureCache, networkDigest, recordBytes } from '../feature-cache.js';
import { featureMaker } from '../feature-maker.js';
import type { Emit, RunConfig, RunItem } from '../run-input.js';
import type { Resolved } from './resolve.js';

/**
 * Images decoded ahead, while ONNX Runtime has this thread. With 4 it waited 3.4 ms per image for the next, with 6 1.7,
 * with 12 0.1 (photos of 300 px, MobileNetV2-1.0 taking 8 ms, both cores busy with other work, too).
 */
const AHEAD = 12;

/**
 * Runs the frozen part once for each image that has no features yet. One image at a time, so that a feature's value does
 * not hang on what else was computed with it.
 * @returns the cache, holding the features of every item.
 * @throws StorageFull where the disk has no room for all of them, ImageRefused naming an image that cannot be decoded.
 */
export async function extract(
  items: RunItem[],
  { prefix, preprocessing }: Pick<Resolved, 'prefix' | 'preprocessing'>,
  config: RunConfig,
  emit: Emit,
): Promise<FeatureCache> {
  const size = sizeOf(outputShapeOf(prefix));
  const folder = join(config.dataDir, 'cache', 'features');
  const key = { prefix: networkDigest(prefix), preprocessing, view: 'plain', madeBy: await featureMaker() } as const;
  const cache = FeatureCache.open(folder, key, size);
  const images = [...new Map(items.map((item) => [item.digest, item])).values()];
  const missing = images.filter((item) => !cache.has(item.digest));
  const progress = new Progress(emit, 'extract', images.length, images.length - missing.length);
  await progress.report(images.length - missing.length);
  dropOldest(folder, config.featureCacheBytes);
  if (missing.length === 0) return cache;

  await assertRoom(folder, missing.length * recordBytes(size));
  const room = new Room(folder); // others write meanwhile
  const decoder = new Decoder({ preprocessing, config });
  const session = await onnxRuntime.load(prefix, { threads: Math.max(1, config.threads - 1) });
  let done = images.length - missing.length;
  try {
    for await (const [item, tensor] of ahead(missing, AHEAD, (next) => decoder.decode(next))) {
      const features = await session.run(tensor, 1);
      await room.take(recordBytes(size));
      cache.append(item.digest, features);
      decoder.recycle(tensor);
      await progress.report(++done);
    }
  } finally {
    await Promise.all([session.dispose(), decoder.close()]);
  }
  dropOldest(folder, config.featureCacheBytes);
  return cache;
}
