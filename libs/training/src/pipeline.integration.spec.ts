import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNetwork, readTopology, type Artifact } from '#graft/artifact';
import { onnxRuntime } from '#graft/engine';
import { preprocessingOf, toTensor } from '#graft/images';
import type { Network } from '#graft/network';
import { openBlobStore, type BlobStore } from '#graft/storage';
import { recordBytes } from './feature-cache.js';
import { runPipeline, type RunResult } from './pipeline.js';
import { completeRecipe } from './recipe-defaults.js';
import type { Recipe } from './recipe.js';
import type { RunInput, RunItem } from './run-input.js';
import type { RunEngines } from './steps/fit.js';
import { LABELS, liteBase, pictureItems, smallBase } from './testing/pictures.js';

let dataDir: string;
let blobs: BlobStore;
let base: Artifact;
let pictures: RunItem[];

interface Event {
  type: string;
  data: { step?: string; state?: string; message?: string; done?: number; total?: number; epoch?: number };
}

const indexOf = (label: string) => LABELS.findIndex((each) => each === label);

/** Runs on the items and gives back the result with the events. */
async function run(
  asked: Recipe,
  items = pictures,
  from = base,
  onEvent: (event: Event) => Promise<void> = () => Promise.resolve(),
): Promise<RunResult & { events: Event[]; engine: RunEngines }> {
  const counts = LABELS.map((label) => items.filter((item) => item.labels[0] === label).length);
  const { recipe } = completeRecipe(asked, {
    inputSize: [224, 224],
    cut: from.cut ?? from.top?.layer ?? '',
    classCounts: counts,
  });
  const config: RunInput['config'] = { dataDir, threads: 2, maxPixels: 100_000_000, featureCacheBytes: 1e9 };
  const events: Event[] = [];
  const input: RunInput = {
    run: 'a-run',
    task: 'image-classification',
    base: from,
    labels: [...LABELS],
    items,
    recipe,
    checkpoint: null,
    config,
  };
  const result = await runPipeline(input, (type, data) => {
    events.push({ type, data });
    return onEvent({ type, data });
  });
  const engine = events.findLast(({ type }) => type === 'engine')!.data as unknown as RunEngines;
  return { ...result, events, engine };
}

/** One layer, two epochs: where only what becomes of it matters. */
const QUICK: Recipe = { epochs: 2, head: { hidden: [] } };

/** Images that went through the frozen part. */
const extracted = (events: Event[]) => {
  const progress = events.filter(({ type, data }) => type === 'progress' && data.step === 'extract');
  return progress.at(-1)!.data.done! - progress[0]!.data.done!;
};

const logged = (events: Event[]) => events.filter(({ type }) => type === 'log').map(({ data }) => data.message);

async function featureFiles(): Promise<string[]> {
  const folder = join(dataDir, 'cache', 'features');
  return (await readdir(folder)).map((name) => join(folder, name));
}

/** Replaces all features by what makes any head right: whole records, as code that lowers otherwise would leave them. */
async function forgeFeatures(): Promise<void> {
  const label = new Map(pictures.map(({ digest, labels }) => [digest.slice('sha256:'.length), indexOf(labels[0]!)]));
  const record = recordBytes(1280);
  for (const path of await featureFiles()) {
    const bytes = await readFile(path);
    for (let start = 0; start + record <= bytes.length; start += record) {
      const digest = bytes.subarray(start, start + 32);
      const values = new Float32Array(1280).fill(label.get(digest.toString('hex')) ?? 0);
      bytes.set(new Uint8Array(values.buffer), start + 36);
      bytes.writeUInt32LE(crc32(bytes.subarray(start + 36, start + record), crc32(digest)), start + 32);
    }
    await writeFile(path, bytes);
  }
}

describe('a run', () => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'graft-pipeline-'));
    blobs = openBlobStore({ dataDir });
    base = await smallBase(blobs);
    pictures = await pictureItems(blobs, 'train', { living: 50, things: 50 });
  });
  afterAll(() => rm(dataDir, { recursive: true }));

  it('learns two classes well enough for pictures that it never saw, by default settings', async () => {
    const { artifact, evaluation, events } = await run({ inputSize: [96, 96] }, pictures, await liteBase(blobs));
    expect(events.filter(({ type }) => type === 'step').map(({ data }) => data.step)).toEqual(
      ['resolve', 'split', 'extract', 'fit', 'evaluate', 'assemble'].flatMap((step) => [step, step]),
    );
    expect(evaluation).toMatchObject({ images: 10, split: { train: 80, validation: 10, test: 10 } });

    const unseen = await pictureItems(blobs, 'test', { living: 40, things: 40 });
    const session = await onnxRuntime.load(await readNetwork(blobs, artifact));
    let right = 0;
    for (const { digest, labels } of unseen) {
      const tensor = await toTensor(await blobs.read(digest), { ...preprocessingOf('tf', 224), size: [96, 96] });
      const [living, things] = await session.run(tensor, 1);
      if (LABELS[living! > things! ? 0 : 1] === labels[0]) right++;
    }
    expect(right).toBeGreaterThanOrEqual(64);
  });

  it("keeps the base's blobs and adds its head's bytes alone", async () => {
    const { artifact } = await run(QUICK);
    const before = new Set(base.weights.map((block) => block.blob.digest));
    const added = artifact.weights.filter((block) => !before.has(block.blob.digest));
    const bytes = added.reduce((sum, block) => sum + block.blob.size, 0);
    const batchNorm = 4 * 1280;
    expect(bytes).toBeLessThan(1.2 * (batchNorm + 1280 * 2 + 2) * 4);
    expect(artifact.top).toEqual(base.top);
  });

  it('decodes and extracts nothing twice, and only what is new', async () => {
    await run(QUICK);
    expect(extracted((await run({ ...QUICK, head: { hidden: [32] }, seed: 9 })).events)).toBe(0);
    const more = await pictureItems(blobs, 'train', { living: 55, things: 55 });
    expect(extracted((await run(QUICK, more)).events)).toBe(10);
  });

  it('finds the features again in the second generation', async () => {
    const { artifact } = await run(QUICK);
    expect(extracted((await run(QUICK, pictures, artifact)).events)).toBe(0);
  });

  it('makes the same artifact again, whatever lies in the cache', async () => {
    const first = await run({ epochs: 3, head: { hidden: [16] } });
    await rm(join(dataDir, 'cache'), { recursive: true });
    const again = await run({ epochs: 3, head: { hidden: [16] } });
    expect(extracted(again.events)).toBe(100);
    expect(again.artifact.artifactDigest).toBe(first.artifact.artifactDigest);
    expect(again.evaluation).toEqual(first.evaluation);
  });

  it('evaluates the very numbers that predictions give', async () => {
    const { artifact, evaluation } = await run({
      ...QUICK,
      split: { train: 0.4, validation: 0.1, test: 0.5 },
    });
    const session = await onnxRuntime.load(await readNetwork(blobs, artifact));
    const [wrong] = evaluation.mostWrong;
    const item = pictures[wrong!.position]!;
    expect(item.name).toBe(wrong!.name);
    const tensor = await toTensor(await blobs.read(item.digest), preprocessingOf('tf', 224));
    const probabilities = await session.run(tensor, 1);
    expect(probabilities[indexOf(wrong!.predicted)]).toBeCloseTo(wrong!.probability, 4);
  });

  it('finds that cached features are not those of this code, deletes them and begins anew', async () => {
    const honest = await run({ ...QUICK, seed: 3 });
    expect(logged(honest.events)).toEqual([]);
    await forgeFeatures();
    const { artifact, evaluation, events } = await run({ ...QUICK, seed: 3 });
    expect(logged(events)).toEqual([expect.stringMatching(/does not give the evaluated probabilities.*starts again/)]);
    expect(evaluation).toEqual(honest.evaluation);
    expect(artifact.artifactDigest).toBe(honest.artifact.artifactDigest);
    expect(logged((await run({ ...QUICK, seed: 3 })).events)).toEqual([]);
  });

  it('computes again what was damaged in the cache', async () => {
    const whole = await run(QUICK);
    for (const path of await featureFiles()) {
      const bytes = await readFile(path);
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(path, bytes);
    }
    const { artifact, events } = await run(QUICK);
    expect(extracted(events)).toBeGreaterThan(0);
    expect(artifact.artifactDigest).toBe(whole.artifact.artifactDigest);
  });

  it('fails where the model still does not give the evaluated probabilities', async () => {
    await run(QUICK);
    /** Whatever is extracted, heads learn from and are evaluated on other features. */
    const forge = async ({ type, data }: Event) => {
      if (type === 'step' && data.step === 'extract' && data.state === 'done') await forgeFeatures();
    };
    await expect(run(QUICK, pictures, base, forge)).rejects.toMatchObject({
      type: 'training-failed',
      detail: expect.stringMatching(
        /^The stored model does not give the evaluated probabilities: for (living|things)\//,
      ) as string,
    });
    expect(await featureFiles()).toEqual([]);
  });

  it('takes another input size, and a head on the whole feature map', async () => {
    const items = await pictureItems(blobs, 'train', { living: 6, things: 6 });
    const { artifact } = await run(
      { inputSize: [96, 128], epochs: 2, head: { pooling: 'none', hidden: [8], batchNorm: true } },
      items,
    );
    expect(artifact.summary.inputShape).toEqual([96, 128, 3]);
    const network = await readNetwork(blobs, artifact);
    expect(network.layers.find((layer) => layer.className === 'Flatten')?.name).toBe('head_flatten');
  });

  it('grafts the head onto an earlier layer, and the second generation goes on from there', async () => {
    const cut = 'block_13_expand_relu';
    const names = (await readTopology(blobs, base)).layers.map(({ name }) => name);
    const layer = names.find((name) => name.endsWith(cut))!;
    const { artifact } = await run({ ...QUICK, cut: layer });
    expect(artifact.top).toEqual({ layer, kind: 'pooling' });
    expect(artifact.summary.parameters).toBeLessThan(base.summary.backboneParameters! / 2);
    expect(extracted((await run(QUICK, pictures, artifact)).events)).toBe(0);
  });

  it('trains layers of the base together with the head, where a run is frozen below them', async () => {
    const items = await pictureItems(blobs, 'train', { living: 6, things: 6 });
    const names = (await readTopology(blobs, base)).layers.map(({ name }) => name);
    const [freeze, trained, frozen] = ['block_16_project_BN', 'Conv_1', 'block_16_project'].map((end) =>
      names.find((name) => name.endsWith(end)),
    ) as [string, string, string];
    const asked: Recipe = { inputSize: [32, 32], epochs: 2, head: { hidden: [], batchNorm: true }, freeze };
    const { artifact, engine } = await run(asked, items);

    expect(engine.training).toBe('tfjs-cpu');
    expect(engine.why).toContain('tfjs-wasm cannot train this network: TF.js lacks the kernel Conv2DBackpropFilter');
    const [before, after] = [await readNetwork(blobs, base), await readNetwork(blobs, artifact)];
    const bytesOf = ({ layers }: Network, name: string) =>
      layers.find((layer) => layer.name === name)!.weights[0]!.bytes;
    expect(bytesOf(after, trained)).not.toEqual(bytesOf(before, trained));
    expect(bytesOf(after, frozen)).toEqual(bytesOf(before, frozen));
    expect(after.layers.map(({ trainable }) => trainable)).not.toContain(false);
  });

  it('refuses to be frozen at a layer that is not there, or that others go past', async () => {
    await expect(run({ ...QUICK, freeze: 'block_99' })).rejects.toThrow('There is no layer "block_99"');
    const names = (await readTopology(blobs, base)).layers.map(({ name }) => name);
    const inside = names.find((name) => name.endsWith('block_15_expand'))!;
    await expect(run({ ...QUICK, freeze: inside })).rejects.toThrow(/cannot be split at/);
  });

  it('weighs uneven classes by default and finds the rare one', async () => {
    const items = await pictureItems(blobs, 'train', { living: 90, things: 30 });
    const { evaluation } = await run(
      { inputSize: [96, 96], split: { train: 0.5, validation: 0.1, test: 0.4 } },
      items,
      await liteBase(blobs),
    );
    const [, things] = evaluation.classes;
    expect(evaluation.baseline).toEqual({ label: 'living', accuracy: 0.75 });
    expect(things!.recall).toBeGreaterThan(0.8);
    expect(evaluation.accuracy).toBeGreaterThan(0.84);
  });

  it('refuses an input size that cannot work', async () => {
    await expect(run({ inputSize: [8, 8] })).rejects.toThrow(/8 × 8 × 3 is too small/);
  });

  it('refuses a base with unknown preprocessing or unknown top', async () => {
    await expect(run({}, pictures, { ...base, preprocessing: null })).rejects.toThrow(/preprocessing/);
    await expect(run({}, pictures, { ...base, top: null })).rejects.toThrow(/no top was found/);
  });
});
