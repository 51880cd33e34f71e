import { serveOrders } from '#graft/child';
import { thumbnail } from '#graft/images';
import { NotFound } from '#graft/problems';
import { openBlobStore } from '#graft/storage';
import type { PictureOrder, PictureSettings } from './picture-tasks.js';
import { renderSample, sampleSet } from './sample-set.js';

serveOrders<PictureSettings, PictureOrder, Uint8Array>(({ maxPixels, ...store }) => {
  const blobs = openBlobStore(store);
  return async (order) =>
    'sample' in order ? heldOut(order.sample) : thumbnail(await blobs.read(order.thumbnail), order.size, { maxPixels });
});

async function heldOut(name: string): Promise<Uint8Array> {
  const picture = (await sampleSet()).heldOut.find((candidate) => candidate.name === name);
  if (!picture) throw new NotFound(`The sample set has no held-out image ${name}.`, { received: name });
  return renderSample(picture);
}
