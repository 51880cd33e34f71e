import sharp from 'sharp';
import type { Random } from './random.js';
import { zipOf } from './zip.js';

/** Pixels of a side. */
const SIDE = 32;
const LABELS = ['blue', 'green', 'red'];

/** Files of a model by their names. */
export type Files = Record<string, Uint8Array>;

/**
 * A TF.js layers model for images of 32 × 32 pixels and three labels: one convolution, pooling, softmax. A network of its
 * own for each state of the generator; 300 kB, so that it is sent in several pieces.
 */
export function tinyModel(random: Random): Files {
  const [filters, hidden] = [16, 2048];
  const shapes = {
    'conv/kernel': [3, 3, 3, filters],
    'conv/bias': [filters],
    'hidden/kernel': [filters, hidden],
    'hidden/bias': [hidden],
    'out/kernel': [hidden, LABELS.length],
    'out/bias': [LABELS.length],
  };
  const weights = Object.entries(shapes).map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
  const count = weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const layer = (className: string, name: string, config: object) => ({
    class_name: className,
    config: { name, trainable: true, dtype: 'float32', ...config },
  });
  const layers = [
    layer('Conv2D', 'conv', {
      batch_input_shape: [null, SIDE, SIDE, 3],
      filters,
      kernel_size: [3, 3],
      strides: [2, 2],
      padding: 'same',
      activation: 'relu',
    }),
    layer('GlobalAveragePooling2D', 'pool', {}),
    layer('Dense', 'hidden', { units: hidden, activation: 'relu' }),
    layer('Dense', 'out', { units: LABELS.length, activation: 'softmax' }),
  ];
  const modelJson = {
    format: 'layers-model',
    modelTopology: { class_name: 'Sequential', config: { name: 'tiny', layers }, keras_version: '2.12.0' },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  const values = Float32Array.from({ length: count }, () => (random.next() - 0.5) / 4);
  return {
    'model.json': Buffer.from(JSON.stringify(modelJson)),
    'weights.bin': new Uint8Array(values.buffer),
    'labels.json': Buffer.from(JSON.stringify(LABELS)),
  };
}

/** A zip with a folder of noisy pictures for each of three colours. */
export async function tinyPhotos(random: Random, perClass: number): Promise<Uint8Array> {
  const files: Files = {};
  for (const [channel, label] of LABELS.toReversed().entries())
    for (let i = 0; i < perClass; i++) {
      const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) =>
        at % 3 === channel ? 128 + random.below(128) : random.below(160),
      );
      const image = sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } });
      files[`${label}/${i}.png`] = await image.png({ compressionLevel: 1 }).toBuffer();
    }
  return zipOf(files);
}
