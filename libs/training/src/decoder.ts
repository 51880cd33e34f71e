import { Thread } from '#graft/child';
import type { Preprocessing } from '#graft/images';
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

/**
 * Makes images into a model's input in a thread of its own, so that the one that runs ONNX Runtime does nothing else.
 * MobileNetV2-1.0 at 224 px took 6.8 ms per image this way, and 8.1 where that thread read and normalised as well. Pixels
 * normalised in the graph took it longer still, 9.3: ONNX Runtime is slow at a factor for each of three channels.
 */
export class Decoder {
  private readonly thread: Thread<ToDecode, Float32Array>;
  private readonly spare: Float32Array[] = [];

  constructor(settings: DecoderSettings) {
    this.thread = new Thread(new URL('./decode.thread.js', import.meta.url), settings);
  }

  /** @throws ImageRefused naming the item, or what the blob store throws */
  decode(item: RunItem): Promise<Float32Array> {
    const memory = this.spare.pop();
    return this.thread.run({ item, memory }, memory ? [memory.buffer as ArrayBuffer] : []);
  }

  /** Takes a tensor back that is no longer read: new memory for each keeps the garbage collector on both cores. */
  recycle(tensor: Float32Array): void {
    this.spare.push(tensor);
  }

  close(): Promise<void> {
    return this.thread.close();
  }
}
