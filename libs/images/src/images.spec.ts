import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { preprocessingOf, probeImage, thumbnail, toTensor } from './index.js';

const RED = { r: 200, g: 30, b: 40 };
const plain = (background: object, width = 40, height = 20, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: background as typeof RED } });
/** Left half red, right half blue, so that a turn shows. */
const halves = async () => {
  const blue = await plain({ r: 30, g: 40, b: 200 }, 20, 20).png().toBuffer();
  return plain(RED).composite([{ input: blue, left: 20, top: 0 }]);
};
const pixels = (bytes: Uint8Array, size: [number, number] = [4, 4]) => toTensor(bytes, preprocessingOf('none', size));
const near = (actual: Float32Array, at: number, rgb: number[], by: number) =>
  rgb.forEach((value, c) => expect(Math.abs(actual[3 * at + c]! - value)).toBeLessThanOrEqual(by));

const RGB = [RED.r, RED.g, RED.b];
const odd: [string, () => Promise<Buffer> | Buffer, number][] = [
  ['JPEG', () => plain(RED).jpeg().toBuffer(), 3],
  ['progressive JPEG', () => plain(RED).jpeg({ progressive: true }).toBuffer(), 3],
  ['CMYK JPEG', () => plain(RED).toColourspace('cmyk').jpeg().toBuffer(), 25],
  ['16-bit PNG', () => plain(RED).toColourspace('rgb16').png().toBuffer(), 1],
  ['palette PNG', () => plain(RED).png({ palette: true }).toBuffer(), 1],
  ['WebP', () => plain(RED).webp({ lossless: true }).toBuffer(), 1],
  ['TIFF', () => plain(RED).tiff({ compression: 'lzw' }).toBuffer(), 1],
  ['GIF', () => plain(RED).gif().toBuffer(), 8],
  ['AVIF', () => plain(RED).avif({ lossless: true }).toBuffer(), 3],
  ['Display P3 profile', () => plain(RED).withIccProfile('p3').png().toBuffer(), 3],
];

it.each(odd)('reads %s', async (_, make, by) => {
  const bytes = await make();
  expect(await probeImage(bytes)).toMatchObject({ width: 40, height: 20 });
  const tensor = await pixels(bytes);
  expect(tensor).toHaveLength(48);
  near(tensor, 5, RGB, by);
});

it('reads greyscale as three equal channels', async () => {
  const bytes = await plain({ r: 90, g: 90, b: 90 }).toColourspace('b-w').png().toBuffer();
  expect((await sharp(bytes).metadata()).channels).toBe(1);
  near(await pixels(bytes), 0, [90, 90, 90], 1);
  const deep = await plain({ r: 90, g: 90, b: 90 }).toColourspace('grey16').png().toBuffer();
  near(await pixels(deep), 0, [90, 90, 90], 1);
});

it('puts transparent pictures on white', async () => {
  const bytes = await plain({ ...RED, alpha: 0 }, 40, 20, 4)
    .png()
    .toBuffer();
  near(await pixels(bytes), 0, [255, 255, 255], 0);
  const half = await plain({ r: 0, g: 0, b: 0, alpha: 0.5 }, 40, 20, 4).png().toBuffer();
  near(await pixels(half), 0, [127, 127, 127], 2);
});

it('takes the first frame of an animation', async () => {
  const frames = Buffer.concat(
    await Promise.all([RED, { r: 0, g: 255, b: 0 }].map((colour) => plain(colour).raw().toBuffer())),
  );
  const raw: Sharp = sharp(frames, { raw: { width: 40, height: 40, channels: 3, pageHeight: 20 } });
  for (const bytes of [await raw.clone().gif().toBuffer(), await raw.clone().webp({ lossless: true }).toBuffer()]) {
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    expect(await probeImage(bytes)).toMatchObject({ width: 40, height: 20 });
    near(await pixels(bytes), 0, RGB, 8);
  }
});

it('turns pictures upright', async () => {
  // Orientation 6: the camera was turned; shown, the left half is on top.
  const bytes = await (await halves()).jpeg({ quality: 100 }).withMetadata({ orientation: 6 }).toBuffer();
  expect(await probeImage(bytes)).toMatchObject({ format: 'jpeg', width: 20, height: 40 });
  const tensor = await pixels(bytes, [2, 1]);
  near(tensor, 0, RGB, 40);
  near(tensor, 1, [30, 40, 200], 40);
  const shown = await sharp(await thumbnail(bytes, 10)).metadata();
  expect(shown).toMatchObject({ format: 'webp', width: 5, height: 10 });
});

it('knows the same picture in another file', async () => {
  const picture = await halves();
  const [png, webp, tiff] = await Promise.all([
    picture.clone().png().toBuffer(),
    picture.clone().webp({ lossless: true }).toBuffer(),
    picture
      .clone()
      .png()
      .toBuffer()
      .then((bytes) =>
        sharp(bytes).rotate(90).tiff({ compression: 'lzw' }).withMetadata({ orientation: 8 }).toBuffer(),
      ),
  ]);
  const digests = await Promise.all([png, webp, tiff].map(async (bytes) => (await probeImage(bytes)).contentDigest));
  expect(new Set(digests).size).toBe(1);
  expect((await probeImage(await plain(RED, 20, 40).png().toBuffer())).contentDigest).not.toBe(digests[0]);
});

const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(99)]);
const photo = () =>
  sharp({
    create: {
      width: 300,
      height: 200,
      channels: 3,
      background: RED,
      noise: { type: 'gaussian', mean: 100, sigma: 30 },
    },
  });
const bad: [string, () => Promise<Uint8Array> | Uint8Array, RegExp][] = [
  ['an empty file', () => new Uint8Array(), /empty/],
  ['text', () => Buffer.from('not a photo, whatever the name says\n'), /is text/],
  ['a web page', () => Buffer.from('<!DOCTYPE html>\n<html><img></html>'), /web page/],
  ['a drawing', () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG/],
  ['unknown bytes', () => Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]), /unknown/],
  ['HEIC', () => heic, /HEIC/],
  ['a cut JPEG', async () => (await photo().jpeg().toBuffer()).subarray(0, 3000), /incomplete/],
  ['a JPEG cut in its header', async () => (await photo().jpeg().toBuffer()).subarray(0, 100), /incomplete/],
  ['a cut PNG', async () => (await photo().png().toBuffer()).subarray(0, 30000), /incomplete/],
  ['a cut WebP', async () => (await photo().webp().toBuffer()).subarray(0, 2000), /incomplete/],
  ['a cut GIF', async () => (await photo().gif().toBuffer()).subarray(0, 9000), /incomplete/],
  ['a cut TIFF', async () => (await photo().tiff().toBuffer()).subarray(0, 2000), /incomplete/],
];

it.each(bad)('refuses %s', async (_, make, message) => {
  const bytes = await make();
  await expect(probeImage(bytes)).rejects.toThrow(message);
  await expect(pixels(bytes)).rejects.toMatchObject({ type: 'image-refused' });
});

it.each(bad.slice(0, 7))('refuses %s in words that the page can say in French', async (_, make) => {
  const page = new URL('../../../apps/web/src/locales/fr/sentences.json', import.meta.url);
  const sentences = JSON.parse(readFileSync(page, 'utf8')) as Record<string, string>;
  const refusal = await probeImage(await make()).catch((error: { detail: string }) => error.detail);
  expect(Object.keys(sentences)).toContain(refusal);
});

it('refuses too many pixels without decoding them', async () => {
  const bytes = await plain(RED, 300, 400).png({ compressionLevel: 0 }).toBuffer();
  const cut = bytes.subarray(0, bytes.length / 2); // which decoding would refuse
  await expect(probeImage(cut, { maxPixels: 119_999 })).rejects.toThrow(/300 × 400/);
  await expect(probeImage(cut, { maxPixels: 120_000 })).rejects.not.toThrow(/300 × 400/);
});

it('normalises as each mode says', async () => {
  const bytes = await plain(RED).png().toBuffer();
  const first = async (mode: Parameters<typeof preprocessingOf>[0]) =>
    [...(await toTensor(bytes, preprocessingOf(mode, 2))).subarray(0, 3)].map((value) => +value.toFixed(4));
  expect(await first('tf')).toEqual([0.5686, -0.7647, -0.6863]);
  expect(await first('caffe')).toEqual([-63.939, -86.779, 76.32]);
  expect(await first('torch')).toEqual([1.307, -1.5105, -1.1073]);
  expect(await first('unit')).toEqual([0.7843, 0.1176, 0.1569]);
  const grey = { ...preprocessingOf('none', 2), channels: 1 as const };
  expect([...(await toTensor(bytes, grey))]).toEqual([82, 82, 82, 82]);
});

it('crops the middle or squashes', async () => {
  const wide = await (await halves()).png().toBuffer();
  const squashed = await pixels(wide, [1, 2]);
  near(squashed, 0, RGB, 30); // the kernel reaches over the middle
  near(squashed, 1, [30, 40, 200], 30);
  const stripes = await plain({ r: 0, g: 255, b: 0 }, 60, 20)
    .composite([{ input: await plain(RED, 20, 20).png().toBuffer(), left: 20, top: 0 }])
    .png()
    .toBuffer();
  const cropped = await toTensor(stripes, { ...preprocessingOf('none', 10), resize: 'crop', interpolation: 'nearest' });
  near(cropped, 0, RGB, 0);
  near(cropped, 99, RGB, 0);
});

it('averages when it shrinks, and gives the same numbers every time', async () => {
  const checkers = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, i) => (Math.floor(i / 3) % 2) * 255));
  const bytes = await sharp(checkers, { raw: { width: 64, height: 64, channels: 3 } })
    .png()
    .toBuffer();
  near(await pixels(bytes, [8, 8]), 27, [127, 127, 127], 3);
  const noisy = await photo().jpeg().toBuffer();
  const runs = await Promise.all(Array.from({ length: 8 }, () => pixels(noisy, [224, 224])));
  for (const run of runs) expect(Buffer.compare(Buffer.from(run.buffer), Buffer.from(runs[0]!.buffer))).toBe(0);
});

it.each([
  ['bilinear', [30, 20]],
  ['bilinear', [7, 11]],
  ['nearest', [7, 11]],
] as const)('skips pixels as TensorFlow does where it is told not to smooth: %s to %j', async (interpolation, size) => {
  const bytes = await photo().png().toBuffer();
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  await tf.setBackend('cpu');
  const picture = tf.tensor3d([...data], [info.height, info.width, 3]);
  const resize = interpolation === 'bilinear' ? tf.image.resizeBilinear : tf.image.resizeNearestNeighbor;
  const expected = await resize(picture, [...size], false, true).data();
  const preprocessing = { ...preprocessingOf('none', [...size]), interpolation, antialias: false };
  const tensor = await toTensor(bytes, preprocessing);
  // A pixel is rounded to a whole number here.
  tensor.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(0.51));
  const smooth = await toTensor(bytes, { ...preprocessing, antialias: true, interpolation: 'bilinear' });
  expect(tensor.some((value, i) => Math.abs(value - smooth[i]!) > 10)).toBe(true);
});

it.each([true, false])('keeps the middle share of a picture (smoothing: %s)', async (antialias) => {
  // 100 × 100 px with a border of 10 px of another colour.
  const framed = await plain({ r: 0, g: 255, b: 0 }, 100, 100)
    .composite([{ input: await plain(RED, 80, 80).png().toBuffer(), left: 10, top: 10 }])
    .png()
    .toBuffer();
  const middle = { ...preprocessingOf('none', 16), resize: 'crop' as const, cropFraction: 0.8, antialias };
  const tensor = await toTensor(framed, middle);
  expect(tensor).toHaveLength(16 * 16 * 3);
  for (const place of [17, 136, 238]) near(tensor, place, RGB, 2); // away from the very edge, which a kernel reaches over
  near(await toTensor(framed, { ...middle, cropFraction: 1 }), 0, [0, 255, 0], 0);
});
