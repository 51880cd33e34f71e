import type { TensorRef } from './graph.js';

/** A map from tensors of a graph. */
export class TensorMap<T> {
  private readonly entries = new Map<string, T>();

  get(ref: TensorRef): T | undefined {
    return this.entries.get(key(ref));
  }

  has(ref: TensorRef): boolean {
    return this.entries.has(key(ref));
  }

  set(ref: TensorRef, value: T): void {
    this.entries.set(key(ref), value);
  }
}

// A layer's name may hold any character but this one.
const key = (ref: TensorRef): string => `${ref.layer}\n${ref.call}\n${ref.output}`;
