import { parentPort, workerData } from 'node:worker_threads';
import { toTensor } from '#graft/images';
import { ImageRefused, Problem } from '#graft/problems';
import { openBlobStore } from '#graft/storage';
import type { Decoded, DecoderSettings } from './decoder.js';
import type { RunItem } from './run-input.js';

const { preprocessing, config } = workerData as DecoderSettings;
const blobs = openBlobStore(config);
const port = parentPort!;

port.on('message', (item: RunItem) => void answer(item));

/** Any error but a Problem ends the thread, and with it all that waits for it. */
async function answer(item: RunItem): Promise<void> {
  const { digest } = item;
  try {
    const tensor = await decode(item);
    port.postMessage({ digest, tensor } satisfies Decoded, [tensor.buffer as ArrayBuffer]);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    port.postMessage({ digest, problem: error.toJSON() } satisfies Decoded);
  }
}

async function decode({ name, digest }: RunItem): Promise<Float32Array> {
  const bytes = await blobs.read(digest);
  try {
    return await toTensor(bytes, preprocessing, config);
  } catch (error) {
    if (error instanceof ImageRefused) throw new ImageRefused(`${name}: ${error.detail}`, { where: name });
    throw error;
  }
}
