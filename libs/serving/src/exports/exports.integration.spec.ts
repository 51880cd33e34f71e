import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel, model as tfModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Artifact, readTopology } from '#graft/artifact';
import { Database } from '#graft/database';
import { testImage } from '#graft/images';
import { readKerasHdf5, readKerasV3, writeOnnx } from '#graft/network';
import { BlobStore } from '#graft/storage';
import { mobileNetFolder } from '../../../network/src/testing/mobile-net.js';
import { Downloads } from './downloads.js';
import { ExportController } from './exports.controller.js';
import { Exports } from './exports.js';
import { formatController } from './format.controller.js';
import { exportFormats } from './formats/index.js';
import { ModelPool } from '../pool/model-pool.js';
import { storeTfjsModel } from '../testing/tfjs-model.js';
import { References } from '#graft/zoo';
import { serve, type TestApp } from '../../../zoo/src/testing/test-app.js';
import { openTestZoo, type TestZoo } from '../../../zoo/src/testing/test-zoo.js';

const LITE = join(import.meta.dirname, '../../../../starter/efficientnet-lite0');

let zoo: TestZoo;
let pool: ModelPool;
let app: TestApp;
let artifact: Artifact;
let base: string;
let caller: TestZoo['ada'] | null = null;

beforeAll(async () => {
  await tf.setBackend('wasm');
  zoo = await openTestZoo();
  pool = new ModelPool(zoo.config, zoo.admission);
  const values = [
    [References, zoo.references],
    [Database, zoo.database],
    [BlobStore, zoo.blobs],
    [ModelPool, pool],
  ] as const;
  const provided = values.map(([provide, useValue]) => ({ provide, useValue }));
  app = await serve(
    [...exportFormats.map(formatController), ExportController],
    [Downloads, Exports, ...provided],
    () => caller,
  );
});
afterAll(async () => {
  await app.close();
  await pool.onApplicationShutdown();
  await zoo.close();
});

const json = async (url: string) => (await fetch(url)).json() as Promise<Record<string, never>>;
/** A picture of noise, [1, size, size, 3] in [-1, 1]. */
const noise = (size: number) => tf.randomUniform([1, size, size, 3], -1, 1, 'float32', 7);
const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index]!)));

async function onnx(url: string): Promise<InferenceSession> {
  return InferenceSession.create(new Uint8Array(await (await fetch(url)).arrayBuffer()));
}

async function run(session: InferenceSession, input: tf.Tensor): Promise<Float32Array> {
  const tensor = new Tensor('float32', input.dataSync<'float32'>(), input.shape);
  const outputs = await session.run({ [session.inputNames[0]!]: tensor });
  return outputs[session.outputNames[0]!]!.data as Float32Array;
}

describe('MobileNetV2 0.35 at 224 px', () => {
  let whole: LayersModel;

  beforeAll(async () => {
    artifact = await storeTfjsModel(zoo.blobs, await mobileNetFolder());
    await zoo.publish(1, { name: 'ada/mobilenet', artifact });
    base = `${app.url}/models/ada/mobilenet/versions/latest`;
    whole = await loadLayersModel(`${base}/tfjs/model.json`);
  });

  it('loads whole in TF.js and in ONNX Runtime with the same numbers', async () => {
    const input = noise(224);
    const scores = (whole.predict(input) as tf.Tensor).dataSync<'float32'>();
    expect(scores[0]! + scores[1]!).toBeCloseTo(1);
    expect(largestDifference(scores, await run(await onnx(`${base}/onnx/model.onnx`), input))).toBeLessThan(1e-4);
  });

  it.each(['h5', 'keras'])('is written as Keras .%s with the same numbers', async (format) => {
    const input = noise(224);
    const scores = (whole.predict(input) as tf.Tensor).dataSync<'float32'>();
    const response = await fetch(`${base}/keras/model.${format}`);
    expect(response.status).toBe(200);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const network = await (format === 'h5' ? readKerasHdf5(bytes, 'model.h5') : readKerasV3(bytes, 'model.keras'));
    const session = await InferenceSession.create(writeOnnx(network));
    expect(largestDifference(scores, await run(session, input))).toBeLessThan(1e-4);
    expect((await fetch(`${base}/keras/model.txt`)).status).toBe(400);
  });

  it('loads without its top, giving what the same layer gives in the whole', async () => {
    const headless = await loadLayersModel(`${base}/tfjs/model.json?top=false`);
    const input = noise(224);
    const map = whole.getLayer('out_relu').output as SymbolicTensor;
    const expected = (tfModel({ inputs: whole.inputs, outputs: map }).predict(input) as tf.Tensor).dataSync();
    const features = headless.predict(input) as tf.Tensor;
    expect(features.shape).toEqual([1, 7, 7, 1280]);
    expect(largestDifference(expected, features.dataSync())).toBeLessThan(1e-5);
  });

  it('pools, and takes another size', async () => {
    const options = 'top=false&pooling=avg&inputShape=160,160,3';
    const headless = await loadLayersModel(`${base}/tfjs/model.json?${options}`);
    const input = noise(160);
    const features = headless.predict(input) as tf.Tensor;
    expect(features.shape).toEqual([1, 1280]);
    const session = await onnx(`${base}/onnx/model.onnx?${options}`);
    expect(largestDifference(features.dataSync(), await run(session, input))).toBeLessThan(1e-4);
  });

  it('names no shard that holds a weight of the top', async () => {
    const top = new Set(
      (await pool.layerTable(zoo.visitor, artifact)).filter((row) => row.inTop).map((row) => row.name),
    );
    const bytes = async (query: string) => {
      const { weightsManifest } = (await json(`${base}/tfjs/model.json?${query}`)) as unknown as {
        weightsManifest: { paths: string[]; weights: { name: string }[] }[];
      };
      const names = weightsManifest.flatMap((group) => group.weights.map((weight) => weight.name));
      expect(names.some((name) => top.has(name.split('/')[0]!))).toBe(query === 'top=true');
      const paths = weightsManifest.flatMap((group) => group.paths);
      const shards = await Promise.all(paths.map((path) => fetch(`${base}/tfjs/${path}`)));
      const sizes = await Promise.all(shards.map(async (shard) => (await shard.arrayBuffer()).byteLength));
      return sizes.reduce((a, b) => a + b);
    };
    const topology = await readTopology(zoo.blobs, artifact);
    const count = (inTop: boolean) =>
      topology.layers
        .filter((layer) => top.has(layer.name) === inTop)
        .flatMap((layer) => layer.weights)
        .reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0);
    expect(await bytes('top=false')).toBe(count(false));
    expect(await bytes('top=true')).toBe(count(false) + count(true));
  });

  it('cuts at any layer', async () => {
    const cut = await loadLayersModel(`${base}/tfjs/model.json?layer=block_6_project_BN`);
    expect(cut.outputs[0]!.shape).toEqual([null, 14, 14, 24]);
  });

  it.each([
    ['top=false&inputShape=0,0,3', 400, /inputShape/],
    ['top=false&inputShape=224,224,1', 422, /shape/],
    ['top=true&pooling=avg', 422, /top=false/],
    ['layer=nothing', 422, /There is no layer/],
    ['top=maybe', 400, /top/],
    ['top=false&colour=red', 400, /colour/],
  ])('says what is wrong with %s', async (query, status, says) => {
    const response = await fetch(`${base}/tfjs/model.json?${query}`);
    expect(await response.text()).toMatch(says);
    expect(response.status).toBe(status);
  });

  it('writes normalisation into the ONNX model if asked to', async () => {
    const plain = await onnx(`${base}/onnx/model.onnx`);
    const pixels = tf.randomUniform([1, 224, 224, 3], 0, 255, 'float32', 3);
    const whole = await onnx(`${base}/onnx/model.onnx?preprocessing=true`);
    const expected = await run(plain, tf.sub(tf.div(pixels, 127.5), 1));
    expect(largestDifference(await run(whole, pixels), expected)).toBeLessThan(1e-5);
  });
});

describe('EfficientNet-Lite0, in half precision', () => {
  it('keeps its weights as they are stored, and its numbers in TF.js and ONNX Runtime, with and without its top', async () => {
    const artifact = await storeTfjsModel(zoo.blobs, LITE);
    await zoo.publish(3, { name: 'ada/lite', artifact });
    const url = `${app.url}/models/ada/lite/versions/1`;
    const { weightsManifest } = (await json(`${url}/tfjs/model.json`)) as unknown as {
      weightsManifest: { weights: { quantization?: { dtype: string } }[] }[];
    };
    const weights = weightsManifest.flatMap((group) => group.weights);
    expect(new Set(weights.map(({ quantization }) => quantization?.dtype))).toEqual(new Set(['float16']));

    const whole = await loadLayersModel(`${url}/tfjs/model.json`);
    const input = noise(224);
    const scores = (whole.predict(input) as tf.Tensor).dataSync();
    expect(largestDifference(scores, await run(await onnx(`${url}/onnx/model.onnx`), input))).toBeLessThan(1e-4);

    const headless = await loadLayersModel(`${url}/tfjs/model.json?top=false`);
    const map = whole.getLayer(artifact.top!.layer).output as SymbolicTensor;
    const expected = (tfModel({ inputs: whole.inputs, outputs: map }).predict(input) as tf.Tensor).dataSync();
    const features = headless.predict(input) as tf.Tensor;
    expect(features.shape).toEqual([1, 7, 7, 1280]);
    expect(largestDifference(expected, features.dataSync())).toBeLessThan(1e-5);
  });
});

describe('over HTTP', () => {
  beforeAll(async () => {
    const original = [{ path: 'weights/a.bin', blob: await zoo.blobs.put(Buffer.from('as it came')) }];
    await zoo.publish(2, { name: 'ada/small', original });
    await zoo.publish(2, { name: 'ada/secret', visibility: 'private' });
    base = `${app.url}/models/ada/small/versions/1`;
  });

  const shardOf = async () => {
    const { weightsManifest } = (await json(`${base}/tfjs/model.json`)) as unknown as {
      weightsManifest: { paths: string[] }[];
    };
    return `${base}/tfjs/${weightsManifest[0]!.paths[0]}`;
  };

  it('answers 304 to what is known, and lets pages of any origin read', async () => {
    const first = await fetch(`${base}/tfjs/model.json`);
    expect(first.headers.get('etag')).toMatch(/^"sha256:[0-9a-f]{64}"$/);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    const headers = { 'If-None-Match': first.headers.get('etag')! };
    expect((await fetch(`${base}/tfjs/model.json`, { headers })).status).toBe(304);
  });

  it('sends parts of weights, which never change', async () => {
    const url = await shardOf();
    const whole = await fetch(url);
    expect(whole.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const bytes = new Uint8Array(await whole.arrayBuffer());
    const part = await fetch(url, { headers: { Range: 'bytes=4-11' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 4-11/${bytes.length}`);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(4, 12));
    expect((await fetch(url, { headers: { Range: 'bytes=99999999-' } })).status).toBe(416);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(bytes.length));
  });

  it('has labels, preprocessing and the upload beside it', async () => {
    expect(await json(`${base}/tfjs/labels.json`)).toEqual(['cat', 'dog']);
    const preprocessing = await json(`${base}/onnx/preprocessing.json`);
    expect(preprocessing).toMatchObject({ size: [8, 8] });
    const sized = await json(`${base}/keras/preprocessing.json?inputShape=16,12,3`);
    expect(sized).toEqual({ ...preprocessing, size: [16, 12] });
    expect((await fetch(`${base}/tfjs/other.json`)).status).toBe(400);
    expect(await (await fetch(`${base}/original/weights/a.bin`)).text()).toBe('as it came');
    expect((await fetch(`${base}/original/other.bin`)).status).toBe(404);
  });

  it('has a test image beside it, and the scores that the model as asked for gives to it', async () => {
    const { scores } = await json(`${base}/onnx/test.json`);
    expect(scores).toHaveLength(2);
    const { scores: features } = await json(`${base}/keras/test.json?top=false&pooling=avg&inputShape=32,32,3`);
    expect(features).toHaveLength(4);
    const image = await fetch(`${base}/tfjs/test.png`);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await image.arrayBuffer()).equals(await testImage())).toBe(true);
    expect((await fetch(`${base}/tfjs/test.gif`)).status).toBe(400);
  });

  it('takes odd sizes of those with a token alone', async () => {
    const odd = `${base}/onnx/model.onnx?top=false&inputShape=33,32,3`;
    const refused = await fetch(odd);
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { received: [33, 32, 3], accepted: 'multiples of 32 up to 1024, or 8,8,3' },
    ]);
    for (const size of ['64,32,3', '8,8,3'])
      // one of the steps, and the network's own
      expect((await fetch(`${base}/onnx/model.onnx?top=false&inputShape=${size}`)).status).toBe(200);
    caller = zoo.ada;
    expect((await fetch(odd)).status).toBe(200);
    caller = null;
  });

  it('counts downloads of models, not of weights', async () => {
    await zoo.publish(2, { name: 'ada/counted' });
    const counted = `${app.url}/models/ada/counted/versions/1`;
    const { weightsManifest } = (await json(`${counted}/tfjs/model.json`)) as unknown as {
      weightsManifest: { paths: string[] }[];
    };
    for (const file of [`tfjs/${weightsManifest[0]!.paths[0]}`, 'onnx/model.onnx', 'tfjs/labels.json'])
      expect((await fetch(`${counted}/${file}`)).status).toBe(200);
    // A download counts once it was sent, which the one who asked for it does not wait for.
    await expect.poll(async () => (await zoo.references.model('ada', 'counted', null)).downloads).toBe(2);
  });

  it('shows a private model to its owner alone', async () => {
    const url = `${app.url}/models/ada/secret/versions/1/tfjs/model.json`;
    expect((await fetch(url)).status).toBe(404);
    caller = zoo.ada;
    const response = await fetch(url);
    caller = null;
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
  });
});
