import { readFile, readdir } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { toTensor, type Preprocessing } from '#graft/images';
import { ensureBase, newPictures, sharedService } from './support/shared.js';

const service = sharedService();
const TOLERANCE = 1e-4;

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index]!)));

describe('a model that was loaded elsewhere', { timeout: 120_000 }, () => {
  let at: string;
  let picture: string;
  let input: Float32Array;

  beforeAll(async () => {
    at = `/api/v1/models/${await ensureBase(service)}/versions/1`;
    [picture] = (await newPictures('animals', 1)) as [string];
    const preprocessing = (await (await service.fetch(`${at}/tfjs/preprocessing.json`)).json()) as Preprocessing;
    input = await toTensor(await readFile(picture), preprocessing);
    await tf.setBackend('wasm');
  });

  /** Outputs of plain TF.js, loading by address as a page does. */
  async function byTfjs(query: string, image = input, side = 224): Promise<{ shape: number[]; values: Float32Array }> {
    const model = await loadLayersModel(`${service.url}${at}/tfjs/model.json?${query}`);
    const output = model.predict(tf.tensor(image, [1, side, side, 3])) as tf.Tensor;
    return { shape: output.shape.slice(1), values: (await output.data()) as Float32Array };
  }

  async function byOnnx(query: string, image = input, side = 224): Promise<{ shape: number[]; values: Float32Array }> {
    const bytes = await (await service.fetch(`${at}/onnx/model.onnx?${query}`)).arrayBuffer();
    const session = await InferenceSession.create(new Uint8Array(bytes));
    const { [session.outputNames[0]!]: output } = await session.run({
      [session.inputNames[0]!]: new Tensor('float32', image, [1, side, side, 3]),
    });
    return { shape: output!.dims.slice(1), values: output!.data as Float32Array };
  }

  it('gives what the service predicts, in TF.js and in ONNX Runtime', async () => {
    const predicted = (await service.graft('predict', 'owner/mobilenet-v2-035@1', picture, '--json')).json[0]
      .predictions;
    const labels = (await (await service.fetch(`${at}/tfjs/labels.json`)).json()) as string[];
    const expected = labels.map((name) => predicted.find(({ label }: { label: string }) => label === name).probability);
    for (const { shape, values } of [await byTfjs('top=true'), await byOnnx('')]) {
      expect(shape).toEqual([2]);
      expect(largestDifference(values, expected)).toBeLessThan(TOLERANCE);
    }
  });

  it('gives the last feature map without its top, and pooled ones', async () => {
    const map = await byTfjs('top=false');
    expect(map.shape).toEqual([7, 7, 1280]);
    expect(largestDifference((await byOnnx('top=false')).values, map.values)).toBeLessThan(TOLERANCE);
    for (const [pooling, pool] of [
      ['avg', (v: number[]) => v.reduce((sum, x) => sum + x, 0) / 49],
      ['max', (v: number[]) => Math.max(...v)],
    ] as const) {
      const pooled = await byTfjs(`top=false&pooling=${pooling}`);
      const channel = (c: number) => Array.from({ length: 49 }, (_, place) => map.values[place * 1280 + c]!);
      expect(pooled.shape).toEqual([1280]);
      expect(
        largestDifference(
          pooled.values,
          Array.from({ length: 1280 }, (_, c) => pool(channel(c))),
        ),
      ).toBeLessThan(TOLERANCE);
    }
  });

  it('takes images of another size where the network permits', async () => {
    const small = new Float32Array(96 * 96 * 3).map((_, index) => Math.sin(index));
    const map = await byTfjs('top=false&inputShape=96,96,3', small, 96);
    expect(map.shape).toEqual([3, 3, 1280]);
    expect(
      largestDifference((await byOnnx('top=false&inputShape=96,96,3', small, 96)).values, map.values),
    ).toBeLessThan(TOLERANCE);
    const refused = await service.fetch(`${at}/tfjs/model.json?top=false&inputShape=20,20,3`);
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      422,
      expect.stringMatching(/too small after 5 strides/),
    ]);
  });

  it('needs fewer bytes without its top, out of the same files', async () => {
    const shards = async (query: string) => {
      const model = (await (await service.fetch(`${at}/tfjs/model.json?${query}`)).json()) as {
        weightsManifest: { paths: string[] }[];
      };
      return model.weightsManifest.flatMap(({ paths }) => paths);
    };
    const [whole, cut] = [await shards('top=true'), await shards('top=false')];
    expect(cut.length).toBeLessThan(whole.length);
    expect(whole).toEqual(expect.arrayContaining(cut));
  });

  it('is kept by caches and read in parts', async () => {
    const whole = await service.fetch(`${at}/tfjs/model.json`);
    const tag = whole.headers.get('etag')!;
    expect(tag).toMatch(/^"sha256:/);
    expect((await service.fetch(`${at}/tfjs/model.json`, { headers: { 'if-none-match': tag } })).status).toBe(304);
    const part = await service.fetch(`${at}/onnx/model.onnx`, { headers: { range: 'bytes=0-99' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
  });

  it('comes alike by the command line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graft-onnx-'));
    const { code } = await service.graft('pull', 'owner/mobilenet-v2-035@1', '--format', 'onnx', '-o', folder);
    const files = ['labels.json', 'model.onnx', 'preprocessing.json', 'test.json', 'test.png'];
    expect([code, (await readdir(folder)).sort()]).toEqual([0, files]);
    const pulled = await readFile(join(folder, 'model.onnx'));
    const served = Buffer.from(await (await service.fetch(`${at}/onnx/model.onnx`)).arrayBuffer());
    expect(pulled.equals(served)).toBe(true);
  });
});
