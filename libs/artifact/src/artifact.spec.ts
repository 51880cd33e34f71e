import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Layer, type Network, type Weight, graft, inferShapes, split, weightOf, withoutTop } from '#graft/network';
import { InvalidInput, ModelRefused } from '#graft/problems';
import { type BlobStore, LocalBlobStore, digestOf } from '#graft/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Artifact, ArtifactParts } from './artifact.js';
import { readLabels, readNetwork, readPreprocessing, readTopology } from './read.js';
import { storeArtifact } from './store.js';

let folder: string;
let blobs: BlobStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-artifact-'));
  blobs = new LocalBlobStore(folder);
});

afterEach(() => rm(folder, { recursive: true }));

const preprocessing: ArtifactParts['preprocessing'] = {
  size: [8, 8],
  channels: 3,
  resize: 'squash',
  interpolation: 'bilinear',
  scale: 1 / 255,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  channelOrder: 'rgb',
};

const parts = (network: Network): ArtifactParts => ({
  network,
  labels: Array.from({ length: network.layers.at(-1)!.config.units as number }, (_, index) => `label ${index}`),
  preprocessing,
  top: { layer: 'features', kind: 'pooling' },
  task: 'image-classification',
  test: null,
});

const layer = (name: string, className: string, input: string | null, config = {}, weights: Weight[] = []): Layer => ({
  name,
  className,
  config,
  trainable: true,
  calls: [input === null ? [] : [{ layer: input, call: 0, output: 0 }]],
  weights,
});

const dense = (name: string, input: string, from: number, units: number, start = 0): Layer =>
  layer(name, 'Dense', input, { units, activation: 'linear', use_bias: false }, [
    weightOf(
      `${name}/kernel`,
      [from, units],
      Float32Array.from({ length: from * units }, (_, i) => start + i),
    ),
  ]);

/** A quantised convolution of 3 × 5 bytes, a backbone of two dense layers of 4.2 MB, then the top. */
function network(classes: number, headStart = 0): Network {
  const kernel: Weight = {
    name: 'stem/kernel',
    shape: [1, 1, 3, 5],
    stored: { dtype: 'uint8', scale: 0.5, min: -1 },
    bytes: Uint8Array.from({ length: 15 }, (_, index) => index),
  };
  const config = { filters: 5, kernel_size: [1, 1], strides: [1, 1], padding: 'valid', dilation_rate: [1, 1] };
  const settings = { ...config, groups: 1, data_format: 'channels_last', activation: 'linear', use_bias: false };
  return {
    name: 'small',
    kerasVersion: 2,
    layers: [
      layer('input', 'InputLayer', null, { batch_input_shape: [null, 8, 8, 3], dtype: 'float32' }),
      layer('stem', 'Conv2D', 'input', settings, [kernel]),
      dense('wide', 'stem', 5, 1024),
      dense('features', 'wide', 1024, 1024),
      layer('pool', 'GlobalAveragePooling2D', 'features', { data_format: 'channels_last', keepdims: false }),
      dense('head', 'pool', 1024, classes, headStart),
    ],
    inputs: [{ layer: 'input', call: 0, output: 0 }],
    outputs: [{ layer: 'head', call: 0, output: 0 }],
  };
}

async function bytesInStore(): Promise<number> {
  let sum = 0;
  for await (const { size } of blobs.list()) sum += size;
  return sum;
}

it('gives back what was stored, bytes as they were', async () => {
  const before = network(4);
  const artifact = await storeArtifact(blobs, parts(before));
  const after = await readNetwork(blobs, artifact);
  const plain = (read: Network) => ({
    ...read,
    layers: read.layers.map((l) => ({ ...l, weights: l.weights.map((w) => ({ ...w, bytes: digestOf(w.bytes) })) })),
  });
  expect(plain(after)).toEqual(plain(before));
  expect(await readLabels(blobs, artifact)).toEqual(['label 0', 'label 1', 'label 2', 'label 3']);
  expect(await readPreprocessing(blobs, artifact)).toEqual(preprocessing);
  const topology = await readTopology(blobs, artifact);
  expect(topology.layers[1]!.weights).toEqual([
    { name: 'stem/kernel', shape: [1, 1, 3, 5], stored: { dtype: 'uint8', scale: 0.5, min: -1 } },
  ]);
  expect(inferShapes(topology).of(topology.outputs[0]!)).toEqual([4]);
});

it('cuts blocks by size and at the top boundary, tensors aligned', async () => {
  const { weights } = await storeArtifact(blobs, parts(network(4)));
  const names = weights.map((block) => block.tensors.map(({ name }) => name));
  expect(names).toEqual([['stem/kernel', 'wide/kernel'], ['features/kernel'], ['head/kernel']]);
  expect(weights[0]!.tensors.map(({ offset, bytes }) => [offset, bytes])).toEqual([
    [0, 15],
    [16, 5 * 1024 * 4],
  ]);
});

it('cuts blocks where heads are better grafted, too', async () => {
  const artifact = await storeArtifact(blobs, { ...parts(network(4)), cut: 'stem' });
  expect(artifact.cut).toBe('stem');
  expect(artifact.weights.map(({ tensors }) => tensors.map(({ name }) => name))).toEqual([
    ['stem/kernel'],
    ['wide/kernel'],
    ['features/kernel'],
    ['head/kernel'],
  ]);
});

it('shares the blocks of a frozen base, so that a fine-tune costs its head alone', async () => {
  const whole = network(4);
  const top = { layer: 'features', kind: 'pooling' } as const;
  const base = await storeArtifact(blobs, parts(whole));
  const before = await bytesInStore();

  const read = await readNetwork(blobs, base, {
    only: withoutTop(await readTopology(blobs, base), { top, pooling: 'avg' }),
  });
  const tuned = graft(read, split(network(7, 100), 'pool').suffix);
  const child = await storeArtifact(blobs, { ...parts(tuned), top });

  expect(child.weights.slice(0, 2)).toEqual(base.weights.slice(0, 2));
  expect(child.weights).toHaveLength(3);
  expect(child.weights[2]!.blob.digest).not.toBe(base.weights[2]!.blob.digest);
  const head = 1024 * 7 * 4;
  expect((await bytesInStore()) - before).toBe(head + child.topology.size + child.labels!.size);
});

it('has a digest of what it computes alone', async () => {
  const whole = parts(network(4));
  const { artifactDigest } = await storeArtifact(blobs, whole);
  const digestWith = async (change: Partial<ArtifactParts>) =>
    (await storeArtifact(blobs, { ...whole, ...change })).artifactDigest;
  expect(await digestWith({})).toBe(artifactDigest);
  expect(await digestWith({ task: 'other' })).toBe(artifactDigest);
  expect(await digestWith({ labels: ['a', 'b', 'c', 'd'] })).not.toBe(artifactDigest);
  expect(await digestWith({ preprocessing: null })).not.toBe(artifactDigest);
  expect(await digestWith({ network: network(4, 1) })).not.toBe(artifactDigest);
  expect(await digestWith({ network: { ...network(4), name: 'other' } })).not.toBe(artifactDigest);
});

it('reads only the blocks that a cut topology needs', async () => {
  const artifact = await storeArtifact(blobs, parts(network(4)));
  const topology = await readTopology(blobs, artifact);
  const backbone = {
    ...topology,
    layers: topology.layers.slice(0, 4),
    outputs: [{ layer: 'features', call: 0, output: 0 }],
  };
  await blobs.delete(artifact.weights[2]!.blob.digest);
  const cut = await readNetwork(blobs, artifact, { only: backbone });
  expect(cut.layers.map(({ name }) => name)).toEqual(['input', 'stem', 'wide', 'features']);
  await expect(readNetwork(blobs, artifact)).rejects.toThrow('is not in the store');
});

it('refuses blocks that do not hold what the topology describes', async () => {
  const artifact = await storeArtifact(blobs, parts(network(4)));
  type Tensor = Artifact['weights'][number]['tensors'][number];
  const withHead = (change: Partial<Tensor>): Artifact => {
    const [first, second, head] = artifact.weights;
    return { ...artifact, weights: [first!, second!, { ...head!, tensors: [{ ...head!.tensors[0]!, ...change }] }] };
  };
  const reading = (changed: Artifact) => readNetwork(blobs, changed);
  await expect(reading(withHead({ name: 'other' }))).rejects.toThrow('no block contains it');
  await expect(reading(withHead({ shape: [4, 1024] }))).rejects.toThrow('its block and the topology differ');
  await expect(reading(withHead({ stored: { dtype: 'int32' } }))).rejects.toThrow('differ');
  await expect(reading(withHead({ bytes: 4 }))).rejects.toThrow('does not fit its shape');
  await expect(reading(withHead({ offset: 4 }))).rejects.toThrow('is not within its block');
  await expect(reading(withHead({ offset: -4 }))).rejects.toThrow(ModelRefused);
});

it('refuses labels that do not fit the output, and a top that begins nowhere', async () => {
  const whole = parts(network(4));
  await expect(storeArtifact(blobs, { ...whole, labels: ['one'] })).rejects.toThrow(
    '1 labels, but the network has 4 outputs',
  );
  const binary = await storeArtifact(blobs, { ...parts(network(1)), labels: ['no', 'yes'] });
  expect(binary.summary.labelCount).toBe(2);
  const top = { layer: 'elsewhere', kind: 'named' } as const;
  await expect(storeArtifact(blobs, { ...whole, top })).rejects.toThrow(InvalidInput);
});

it('sums up what it holds', async () => {
  const { summary } = await storeArtifact(blobs, parts(network(4)));
  const backboneParameters = 15 + 5 * 1024 + 1024 * 1024;
  expect(summary).toEqual({
    task: 'image-classification',
    architecture: null,
    inputShape: [8, 8, 3],
    outputShape: [4],
    layers: 6,
    parameters: backboneParameters + 1024 * 4,
    backboneParameters,
    weightBytes: 15 + 4 * (5 * 1024 + 1024 * 1024 + 1024 * 4),
    labelCount: 4,
    outline: [
      [8, 3],
      [8, 1024],
      [1, 4],
    ],
  });
});
