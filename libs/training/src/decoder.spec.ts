import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { preprocessingOf, toTensor } from '#graft/images';
import { type BlobStore, type Digest, digestOf, openBlobStore } from '#graft/storage';
import { Decoder } from './decoder.js';

const preprocessing = preprocessingOf('tf', [8, 8]);
const item = (name: string, digest: Digest) => ({ position: 0, name, digest, contentDigest: name, labels: ['any'] });

let dataDir: string;
let blobs: BlobStore;
let decoder: Decoder;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'graft-decoder-'));
  blobs = openBlobStore({ dataDir });
  decoder = new Decoder({ preprocessing, config: { dataDir, maxPixels: 1000, threads: 2 } });
});
afterAll(async () => {
  await decoder.close();
  await rm(dataDir, { recursive: true });
});

const picture = (red: number, side = 20) =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: red, g: 90, b: 30 } } })
    .png()
    .toBuffer();

it('gives what a model takes, for several at once', async () => {
  const pictures = await Promise.all([10, 130, 250].map((red) => picture(red)));
  const tensors = await Promise.all(
    pictures.map(async (bytes) => decoder.decode(item('picture', (await blobs.put(bytes)).digest))),
  );
  expect(tensors).toEqual(await Promise.all(pictures.map((bytes) => toTensor(bytes, preprocessing))));
});

it('fills memory that was given back, and no other', async () => {
  const [first, second] = await Promise.all([40, 80].map((red) => picture(red)));
  const spent = await decoder.decode(item('first', (await blobs.put(first!)).digest));
  decoder.recycle(spent);
  const tensor = await decoder.decode(item('second', (await blobs.put(second!)).digest));
  expect(spent).toHaveLength(0); // its memory is the other thread's
  expect(tensor).toEqual(await toTensor(second!, preprocessing));
});

it('names the image that cannot be decoded, and goes on with others', async () => {
  const { digest } = await blobs.put(await picture(1, 40));
  await expect(decoder.decode(item('large.png', digest))).rejects.toMatchObject({
    type: 'image-refused',
    detail: 'large.png: The image has too many pixels: 40 × 40.',
    extras: { where: 'large.png' },
  });
  await expect(decoder.decode(item('lost.png', digestOf(Buffer.from('lost'))))).rejects.toMatchObject({
    type: 'unavailable',
  });
  const { digest: small } = await blobs.put(await picture(2));
  expect(await decoder.decode(item('small.png', small))).toHaveLength(8 * 8 * 3);
});
