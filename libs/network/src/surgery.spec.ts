import { describe, expect, it } from 'vitest';
import { buildApplication } from './applications/index.js';
import { outputOf } from './order.js';
import { resizeInput } from './resize.js';
import { inferShapes } from './shapes.js';
import { cutAt, graft, split, withoutTop } from './surgery.js';
import { quantised, read, starterFiles, writtenFiles } from './testing/models.js';
import { networkOf } from './testing/networks.js';
import { largestDifference, loadInTfjs, randomNumbers, runOnnx, runTfjs } from './testing/run.js';

const lite = quantised(read(starterFiles('efficientnet-lite0')));
const inception = buildApplication('InceptionV3');
const top = { layer: 'top_activation', kind: 'pooling' } as const;
const images = randomNumbers([1, 224, 224, 3]);

describe('withoutTop', () => {
  it('gives the features that the layer gives within the whole, in both engines', async () => {
    const backbone = withoutTop(lite, { top, pooling: 'none' });
    const [features] = await runOnnx(backbone, [images]);
    const [within] = await runOnnx(lite, [images], [outputOf('top_activation')]);
    expect(features!.shape).toEqual([1, 7, 7, 1280]);
    expect(largestDifference(features!, within!)).toBeLessThan(1e-5);
    const [inTfjs] = await runTfjs(await loadInTfjs(writtenFiles(backbone), 'wasm'), [images]);
    expect(largestDifference(features!, inTfjs!)).toBeLessThan(1e-4);
  });

  it.each(['avg', 'max'] as const)('pools the features: %s', async (pooling) => {
    const backbone = withoutTop(lite, { top, pooling });
    expect(backbone.outputs).toEqual([outputOf(`${pooling}_pool`)]);
    const [pooled] = await runOnnx(backbone, [images]);
    const [map] = await runOnnx(withoutTop(lite, { top, pooling: 'none' }), [images]);
    const places = Array.from({ length: 49 }, (_, i) => map!.data.subarray(i * 1280, (i + 1) * 1280));
    const expected = pooled!.data.map((_, c) => {
      const column = places.map((place) => place[c]!);
      return pooling === 'max' ? Math.max(...column) : column.reduce((a, b) => a + b) / 49;
    });
    expect(largestDifference(pooled!, { shape: [1, 1280], data: expected })).toBeLessThan(1e-5);
  });

  it('keeps only the weights that it needs, as they are stored', () => {
    const backbone = withoutTop(lite, { top, pooling: 'avg' });
    const kernel = backbone.layers.find(({ name }) => name === 'stem_conv')!.weights[0]!;
    expect(kernel).toBe(lite.layers.find(({ name }) => name === 'stem_conv')!.weights[0]);
    expect(kernel.stored.dtype).toBe('uint8');
    expect(backbone.layers.some(({ name }) => name.startsWith('predictions'))).toBe(false);
  });

  it('works at another input size', async () => {
    const backbone = withoutTop(lite, { top, pooling: 'avg', inputShape: [96, 128, 3] });
    const [features] = await runOnnx(backbone, [randomNumbers([1, 96, 128, 3])]);
    expect(features!.shape).toEqual([1, 1280]);
    expect(inferShapes(backbone).of(outputOf('top_activation'))).toEqual([3, 4, 1280]);
  });

  it('works for images of any size, padding as TensorFlow does', async () => {
    const free = withoutTop(lite, { top, pooling: 'none', inputShape: [null, null, 3] });
    const fixed = withoutTop(lite, { top, pooling: 'none', inputShape: [75, 101, 3] });
    const odd = [randomNumbers([1, 75, 101, 3])];
    const [ofFree] = await runOnnx(free, odd);
    const [ofFixed] = await runOnnx(fixed, odd);
    expect(largestDifference(ofFree!, ofFixed!)).toBeLessThan(1e-5);
  });
});

describe('a size that cannot work', () => {
  it('is refused with what is too small, after how many strides, and the smallest that works', () => {
    const shrink = () =>
      withoutTop(inception, { top: { layer: 'mixed10', kind: 'pooling' }, pooling: 'avg', inputShape: [50, 50, 3] });
    expect(shrink).toThrow(/50 × 50 × 3 is too small after \d strides \(1\/\d+ of the size\): Layer ".*" \(.*\) gets/);
    // Keras documents 75 as the least for InceptionV3.
    const works = (size: number) => () => resizeInput(cutAt(inception, 'mixed10'), [size, size, 3]);
    expect(works(75)).not.toThrow();
    expect(works(74)).toThrow('is too small');
    expect(shrink).toThrow('at least 75 × 75');
  });

  it('is refused where a Flatten is in the way', () => {
    const flat = networkOf({ image: [8, 8, 3] }, [
      ['conv', 'Conv2D', { filters: 2, kernel_size: 3 }, 'image'],
      ['flatten', 'Flatten', {}, 'conv'],
      ['dense', 'Dense', { units: 2 }, 'flatten'],
    ]);
    expect(() => resizeInput(flat, [16, 16, 3])).toThrow(
      /^Flatten in the way: "flatten" .* "dense" \(Dense\) gets 392, for which its kernel would be 392 × 2; it is 72 × 2/,
    );
  });

  it('is refused with other channels', () => {
    expect(() => resizeInput(lite, [224, 224, 1])).toThrow('not the shape 224 × 224 × 1');
    expect(() => resizeInput(lite, [224, 3])).toThrow('not the shape 224 × 3');
    expect(() => resizeInput(lite, [0, 224, 3])).toThrow('not the shape 0 × 224 × 3');
  });
});

describe('split and graft', () => {
  it.each(['block3b_add', 'block6d_add', 'avg_pool'])('are the whole again: %s', (layer) => {
    const { prefix, suffix } = split(lite, layer);
    expect(suffix.layers[0]!.className).toBe('InputLayer');
    const whole = graft(prefix, suffix);
    expect(whole).toEqual(lite);
  });

  it('compute what the whole does, one behind the other', async () => {
    const { prefix, suffix } = split(lite, 'block6a_project_bn');
    const [features] = await runOnnx(prefix, [images]);
    const [ours] = await runOnnx(suffix, [features!]);
    const [whole] = await runOnnx(lite, [images]);
    expect(largestDifference(ours!, whole!)).toBeLessThan(1e-5);
  });

  it('refuses a place that the rest goes past', () => {
    expect(() => split(lite, 'block2b_expand_conv')).toThrow(
      /cannot be split at "block2b_expand_conv": layer "block2b_add" also reads/,
    );
  });

  it('gives a head new names where its own are taken, weights with them', async () => {
    const backbone = withoutTop(lite, { top, pooling: 'avg' });
    const head = networkOf({ features: [1280] }, [
      ['stem_conv', 'Dense', { units: 4, activation: 'relu' }, 'features'],
      ['out', 'Dense', { units: 2, activation: 'softmax' }, 'stem_conv'],
    ]);
    const whole = graft(backbone, head);
    expect(whole.layers.slice(-2).map(({ name, weights }) => [name, weights[0]!.name])).toEqual([
      ['stem_conv_1', 'stem_conv_1/kernel'],
      ['out', 'out/kernel'],
    ]);
    const [features] = await runOnnx(backbone, [images]);
    const [ofHead] = await runOnnx(head, [features!]);
    const [ofWhole] = await runOnnx(whole, [images]);
    expect(largestDifference(ofHead!, ofWhole!)).toBeLessThan(1e-5);
  });

  it('refuse a head for other features', () => {
    const head = networkOf({ features: [100] }, [['out', 'Dense', { units: 2 }, 'features']]);
    expect(() => graft(withoutTop(lite, { top, pooling: 'avg' }), head)).toThrow(
      'The head takes 100; "avg_pool" gives 1280',
    );
  });
});

it('cuts at a layer and refuses one that is not there', () => {
  expect(cutAt(lite, 'stem_activation').layers.map(({ name }) => name)).toEqual([
    ...['input_1', 'stem_conv', 'stem_bn', 'stem_activation'],
  ]);
  expect(() => cutAt(lite, 'nowhere')).toThrow('There is no layer "nowhere"');
});
