import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { readTfjsLayers, type Network } from '#graft/network';
import type { Service } from '../support/service.js';

/** Where a service offers a version of a model to TF.js, without its top. */
export const backboneUrl = (service: Service, model: string) =>
  `${service.url}/api/v1/models/${model}/versions/latest/tfjs/model.json?top=false&pooling=avg`;

/** A backbone with average pooling, as a service's own export. */
export async function loadBackbone(service: Service, model: string): Promise<Network> {
  const url = backboneUrl(service, model);
  const modelJson = (await (await fetch(url)).json()) as { weightsManifest: { paths: string[] }[] };
  const shards = new Map<string, Uint8Array>();
  for (const path of modelJson.weightsManifest.flatMap(({ paths }) => paths)) {
    shards.set(path, new Uint8Array(await (await fetch(new URL(path, url))).arrayBuffer()));
  }
  return readTfjsLayers(modelJson, (path) => shards.get(path));
}

/** The same backbone in plain TF.js, on WebAssembly. */
export async function loadInTfjs(service: Service, model: string): Promise<LayersModel> {
  setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await tf.setBackend('wasm');
  return loadLayersModel(backboneUrl(service, model));
}

/** Runs a TF.js model on images one behind another in an array: [count, …] → [count, …] */
export function predictInTfjs(model: LayersModel, images: Float32Array, count: number): Float32Array {
  return tf.tidy(() => {
    const [, ...shape] = model.inputs[0]!.shape as number[];
    return (model.predict(tf.tensor(images, [count, ...shape])) as tf.Tensor).dataSync() as Float32Array;
  });
}
