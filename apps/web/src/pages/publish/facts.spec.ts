import { describe, expect, it } from 'vitest';
import { factsOf, firstObstacle, labelsFit, modesFor, saidIn } from './facts';
import type { Preview } from './preview';

const preview: Preview = {
  format: 'keras-hdf5',
  architecture: null,
  task: 'image-classification',
  inputShape: [48, 48, 1],
  outputShape: [2],
  parameters: 10,
  backboneParameters: 5,
  top: { layer: 'conv', kind: 'pooling' },
  layers: {},
  labels: { value: ['cat', 'dog'], from: 'labels.txt' },
  preprocessing: null,
  license: null,
  nonFiniteWeights: [],
  files: [],
};

describe('what a person says about a model', () => {
  it('is required if it was not found', () => {
    const facts = factsOf(preview);
    expect(firstObstacle(facts, preview)).toBe('preprocessing');
    expect(firstObstacle({ ...facts, preprocessing: 'unit' }, preview)).toBeNull();
    expect(firstObstacle(facts, { ...preview, inputShape: [10] })).toBeNull();
    expect(modesFor(preview)).toEqual(['tf', 'unit', 'none']);
  });

  it('has a label for each output, or none', () => {
    const facts = { ...factsOf(preview), preprocessing: 'unit' as const };
    expect(firstObstacle({ ...facts, labels: 'cat\ndog\n\nbird' }, preview)).toBe('labels');
    expect(labelsFit({ ...facts, labels: '' }, preview)).toBe(true);
    expect(labelsFit(facts, { ...preview, outputShape: [1] })).toBe(true);
  });

  it('is sent only where it differs from what was found', () => {
    const facts = factsOf(preview);
    expect(saidIn(facts, preview)).toEqual({});
    expect(saidIn({ ...facts, preprocessing: 'tf', labels: ' dog \ncat\n', top: 'conv_2' }, preview)).toEqual({
      preprocessing: 'tf',
      labels: ['dog', 'cat'],
      top: 'conv_2',
    });
  });

  it('may be every setting of the preprocessing, if it can be used', () => {
    const facts = { ...factsOf(preview), preprocessing: 'custom' as const };
    expect(saidIn(facts, preview)).toEqual({ preprocessing: facts.custom });
    expect(facts.custom).toMatchObject({ size: [48, 48], channels: 1, mean: [0], std: [1] });
    expect(firstObstacle(facts, preview)).toBeNull();
    for (const wrong of [{ std: [0] }, { cropFraction: 0 }, { scale: 0 }])
      expect(firstObstacle({ ...facts, custom: { ...facts.custom, ...wrong } }, preview)).toBe('preprocessing');
  });
});
