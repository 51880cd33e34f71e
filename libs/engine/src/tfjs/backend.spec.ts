import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type BackendName, tryBackend } from './backend.js';

const BACKENDS: BackendName[] = ['tensorflow', 'wasm', 'cpu'];

it.each(BACKENDS)('says whether %s works here, and why', async (backend) => {
  const { available, why } = await tryBackend(backend);
  if (backend !== 'tensorflow') expect(available).toBe(true);
  expect(why).toMatch(/^\S.{10,}\S$/);
});

it.skipIf(existsSync('node_modules/@tensorflow/tfjs-node-gpu/lib'))('does not load what has no library', async () => {
  const why = expect.stringMatching(/^not installed, or without its native library$|^breaks on Node 23/) as string;
  expect(await tryBackend('tensorflow')).toEqual({ available: false, why });
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  expect(loaded.filter((path) => path.includes('tfjs-node-gpu'))).toEqual([]);
});

it.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])('WASM multiplies matrices as plain JavaScript does, transposed %s and %s', async (transposeA, transposeB) => {
  await Promise.all(BACKENDS.slice(1).map(tryBackend));
  const multiply = async (backend: string) => {
    await tf.setBackend(backend);
    const before = tf.memory().numDataBuffers;
    const [product, kept] = tf.tidy(() => {
      const a = tf.randomNormal(transposeA ? [2, 5, 3] : [2, 3, 5], 0, 1, 'float32', 7);
      const b = tf.randomNormal(transposeB ? [2, 4, 5] : [2, 5, 4], 0, 1, 'float32', 9);
      return [tf.matMul(a, b, transposeA, transposeB).dataSync<'float32'>(), tf.memory().numDataBuffers];
    });
    return { product, shape: product.length, buffers: kept - before };
  };
  const wasm = await multiply('wasm');
  const cpu = await multiply('cpu');
  wasm.product.forEach((value, index) => expect(value).toBeCloseTo(cpu.product[index]!, 5));
  expect(wasm.buffers).toBe(cpu.buffers);
});
