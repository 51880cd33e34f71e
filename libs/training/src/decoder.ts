import type { Worker } from 'node:worker_threads';
import { startThread } from '#graft/child';
import type { Preprocessing } from '#graft/images';
import { Problem, type ProblemDetails } from '#graft/problems';
import type { Digest } from '#graft/storage';
import type { RunConfig, RunItem } from './run-input.js';

export interface DecoderSettings {
  preprocessing: Preprocessing;
  config: Pick<RunConfig, 'dataDir' | 's3' | 'maxPixels' | 'threads'>;
}

/** What the thread is asked for. */
export interface ToDecode {
  item: RunItem;
  /** To be filled, where there is some of an earlier tensor. */
  memory: Float32Array | undefined;
}

/** What the thread answers for an image. */
export type Decoded = { digest: Digest; tensor: Float32Array } | { digest: Digest; problem: ProblemDetails };

interface Waiting {
  resolve: (tensor: Float32Array) => void;
  reject: (error: Error) => void;
}

/**
 * Makes images into a model's input in a thread of its own, so that the one that runs ONNX Runtime does nothing else.
 * MobileNetV2-1.0 at 224 px took it 6.8 ms an image so, and 8.1 where that thread read and normalised as well. Pixels
 * normalised in the graph took it longer still, 9.3: ONNX Runtime is slow at a factor for each of three channels.
 */
export class Decoder {
  private readonly worker: Worker;
  private readonly waiting = new Map<Digest, Waiting>();
  private readonly spare: Float32Array[] = [];

  constructor(settings: DecoderSettings) {
    this.worker = startThread(new URL('./decode.worker.js', import.meta.url), settings);
    this.worker.on('message', (decoded: Decoded) => this.settle(decoded));
    this.worker.on('error', (error) => this.waiting.forEach(({ reject }) => reject(error)));
  }

  /**
   * @param item not one whose bytes are being decoded already.
   * @throws ImageRefused naming the item, or what the blob store throws
   */
  decode(item: RunItem): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      this.waiting.set(item.digest, { resolve, reject });
      const memory = this.spare.pop();
      this.worker.postMessage({ item, memory } satisfies ToDecode, memory ? [memory.buffer as ArrayBuffer] : []);
    });
  }

  /** Takes a tensor back that nobody reads any more: new memory for each keeps the garbage collector on both cores. */
  recycle(tensor: Float32Array): void {
    this.spare.push(tensor);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(decoded: Decoded): void {
    const { resolve, reject } = this.waiting.get(decoded.digest)!;
    this.waiting.delete(decoded.digest);
    if ('problem' in decoded) reject(Problem.from(decoded.problem));
    else resolve(decoded.tensor);
  }
}
