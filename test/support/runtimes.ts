import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Archive } from '#graft/archive';
import type { Preprocessing } from '#graft/images';

interface ModelJson {
  modelTopology: object;
  weightsManifest: { paths: string[]; weights: tf.io.WeightsManifestEntry[] }[];
}

/** A downloaded model as a program elsewhere has it. */
export interface Loaded {
  labels: string[];
  preprocessing: Preprocessing;
  /** [height, width, channels] */
  inputShape: number[];
  /** What TF.js itself computes for one image, an output a label. */
  run: (input: Float32Array) => Promise<ArrayLike<number>>;
}

/** @param path of the zip that the page hands out */
export async function loadTfjsZip(path: string): Promise<Loaded> {
  const archive = await Archive.open(path);
  const json = async <T>(name: string) => JSON.parse(Buffer.from(await archive.read(name)).toString()) as T;
  const { modelTopology, weightsManifest } = await json<ModelJson>('model.json');
  const shards = [];
  for (const shard of weightsManifest.flatMap(({ paths }) => paths)) shards.push(await archive.read(shard));
  const labels = await json<string[]>('labels.json');
  const preprocessing = await json<Preprocessing>('preprocessing.json');
  archive.close();
  await tf.setBackend('wasm');
  const model = await loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weightData: new Uint8Array(Buffer.concat(shards)).buffer,
    }),
  );
  const inputShape = [...preprocessing.size, preprocessing.channels];
  const run = (input: Float32Array) => (model.predict(tf.tensor(input, [1, ...inputShape])) as tf.Tensor).data();
  return { labels, preprocessing, inputShape, run };
}

/** What ONNX Runtime computes for one image. @param inputShape [height, width, channels] */
export async function runOnnx(
  file: Uint8Array,
  input: Float32Array,
  inputShape: readonly number[],
): Promise<ArrayLike<number>> {
  const session = await InferenceSession.create(file);
  const tensor = new Tensor('float32', input, [1, ...inputShape]);
  const { [session.outputNames[0]!]: output } = await session.run({ [session.inputNames[0]!]: tensor });
  return output!.data as Float32Array;
}
