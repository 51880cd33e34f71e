import type { Network, Shape } from '#graft/network';

/** Runs a network forward, batch normalisation in inference mode, dropout off. */
export interface InferenceEngine {
  readonly name: string;
  /** Of the library that computes. */
  version(): Promise<string>;
  load(network: Network, options?: { threads?: number }): Promise<InferenceSession>;
}

/** One input, one output; blocks its thread while it runs, so it belongs in a child process or a worker. */
export interface InferenceSession {
  /** Without batch. */
  readonly inputShape: Shape;
  /** Without batch. */
  readonly outputShape: Shape;
  /** @param input [count, ...inputShape] float32, packed. @returns [count, ...outputShape] float32, packed. */
  run(input: Float32Array, count: number): Promise<Float32Array>;
  dispose(): Promise<void>;
}
