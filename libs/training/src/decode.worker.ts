import { parentPort, workerData } from 'node:worker_threads';
import { toTensor } from '#graft/images';
import { ImageRefused, Problem } from '#graft/problems';
import { openBlobStore } from '#graft/storage';
import type { Decoded, DecoderSettings, ToDecode } from './decoder.js';

const { preprocessing, config } = workerData as DecoderSettings;
const blobs = openBlobStore(config);
const port = parentPort!;

/** One image after another in each lane: more at once than there are processors to spare hold up ONNX Runtime. */
const lanes = Array.from({ length: Math.max(1, Math.floor(config.threads / 2)) }, () => Promise.resolve());

port.on('message', (image: ToDecode) => {
  const lane = lanes.shift()!;
  lanes.push(lane.then(() => answer(image)));
});

/** Any error but a Problem ends the thread, and with it all that waits for it. */
async function answer(image: ToDecode): Promise<void> {
  const { digest } = image.item;
  try {
    const tensor = await decode(image);
    port.postMessage({ digest, tensor } satisfies Decoded, [tensor.buffer as ArrayBuffer]);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    port.postMessage({ digest, problem: error.toJSON() } satisfies Decoded);
  }
}

async function decode({ item: { name, digest }, memory }: ToDecode): Promise<Float32Array> {
  const bytes = await blobs.read(digest);
  try {
    return await toTensor(bytes, preprocessing, config, memory);
  } catch (error) {
    if (error instanceof ImageRefused) throw new ImageRefused(`${name}: ${error.detail}`, { where: name });
    throw error;
  }
}
