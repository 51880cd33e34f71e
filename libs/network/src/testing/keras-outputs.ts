import { readFileSync } from 'node:fs';
import type { Numbers } from './run.js';

type Recorded = Record<string, { shape: number[]; output: { shape: number[]; data: number[] } }>;

/** What Keras gave for sin(0), sin(1), …, recorded by test/fixtures/keras-outputs/make.py. */
export function kerasOutputs(name: string): { input: Numbers; output: Numbers } {
  const recorded = JSON.parse(readFileSync('test/fixtures/keras-outputs/keras-full.json', 'utf8')) as Recorded;
  const { shape, output } = recorded[name]!;
  const size = shape.reduce((product, extent) => product * extent, 1);
  return {
    input: { shape, data: Float32Array.from({ length: size }, (_, i) => Math.sin(i)) },
    output: { shape: output.shape, data: Float32Array.from(output.data) },
  };
}
