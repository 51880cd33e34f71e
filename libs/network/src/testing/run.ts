import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Network, TensorRef } from '../graph.js';
import { type OnnxOptions, writeOnnx } from '../formats/onnx.js';
import type { TfjsFiles } from './models.js';

/** A packed float32 array with its shape, batch included. */
export interface Numbers {
  shape: number[];
  data: Float32Array;
}

/** Reproducible numbers in [-1, 1), from a linear congruential generator (Numerical Recipes' constants). */
export function randomNumbers(shape: number[], seed = 1): Numbers {
  let state = seed >>> 0;
  const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
  return { shape, data };
}

/** Runs a network through ONNX Runtime on one thread. @returns its outputs, in order. */
export async function runOnnx(
  network: Network,
  inputs: Numbers[],
  outputs?: TensorRef[],
  options: OnnxOptions = {},
): Promise<Numbers[]> {
  const session = await InferenceSession.create(writeOnnx(network, { ...options, outputs }), { intraOpNumThreads: 1 });
  try {
    const feeds = session.inputNames.map((name, i) => [name, new Tensor('float32', inputs[i]!.data, inputs[i]!.shape)]);
    const results = await session.run(Object.fromEntries(feeds) as Record<string, Tensor>);
    return session.outputNames.map((name) => ({
      shape: [...results[name]!.dims],
      data: results[name]!.data as Float32Array,
    }));
  } finally {
    await session.release();
  }
}

/** A model as TF.js itself loads it. The wasm backend is fast, the cpu one has all kernels. */
export async function loadInTfjs({ modelJson, shards }: TfjsFiles, backend: 'cpu' | 'wasm'): Promise<LayersModel> {
  await tf.setBackend(backend);
  const manifest = modelJson.weightsManifest as { paths: string[]; weights: tf.io.WeightsManifestEntry[] }[];
  const bytes = Buffer.concat(manifest.flatMap(({ paths }) => paths.map((path) => shards(path)!)));
  const weightSpecs = manifest.flatMap(({ weights }) => weights);
  const weightData = new Uint8Array(bytes).buffer;
  return loadLayersModel(
    tf.io.fromMemory({ modelTopology: modelJson.modelTopology as object, weightSpecs, weightData }),
  );
}

export async function runTfjs(model: LayersModel, inputs: Numbers[]): Promise<Numbers[]> {
  const tensors = inputs.map(({ data, shape }) => tf.tensor(data, shape));
  const predicted = model.predict(tensors);
  const outputs = Array.isArray(predicted) ? predicted : [predicted];
  const results = await Promise.all(
    outputs.map(async (output) => ({ shape: output.shape, data: await output.data<'float32'>() })),
  );
  tf.dispose([...tensors, ...outputs]);
  return results;
}

/** The largest difference between two arrays of one shape; infinite where one holds NaN and the other does not. */
export function largestDifference(a: Numbers, b: Numbers): number {
  if (a.shape.join() !== b.shape.join()) throw new Error(`Shapes differ: [${a.shape.join()}] and [${b.shape.join()}].`);
  return a.data.reduce((largest, value, i) => Math.max(largest, difference(value, b.data[i]!)), 0);
}

/** The largest difference of each output. */
export const largestDifferences = (ours: Numbers[], theirs: Numbers[]): number[] =>
  ours.map((output, i) => largestDifference(output, theirs[i]!));

function difference(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const distance = Math.abs(a - b);
  return Number.isNaN(distance) ? Infinity : distance;
}
