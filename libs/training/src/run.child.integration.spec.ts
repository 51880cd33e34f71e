import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInChild } from '#graft/child';
import { Cancelled } from '#graft/problems';
import { openBlobStore, type BlobRef, type BlobStore } from '#graft/storage';
import type { RunResult } from './pipeline.js';
import { completeRecipe } from './recipe-defaults.js';
import type { Recipe } from './recipe.js';
import type { RunInput } from './run-input.js';
import { LABELS, pictureItems, smallBase } from './testing/pictures.js';

const CHILD = new URL('./run.child.js', import.meta.url);
/** Epochs enough for several checkpoints. */
const LONG: Recipe = { epochs: 40, patience: 0, head: { hidden: [128] } };

let dataDir: string;
let blobs: BlobStore;
let input: RunInput;

const withRecipe = (asked: Recipe, classCount = 40): RunInput => ({
  ...input,
  recipe: completeRecipe(asked, { inputSize: [224, 224], cut: 'out_relu', classCounts: [classCount, classCount] })
    .recipe,
});

/** Ends the run's process as the kernel would. */
function killChild(): void {
  const children = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'run.child'], { encoding: 'utf8' });
  for (const pid of children.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
}

describe("a run's process", () => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'graft-run-child-'));
    blobs = openBlobStore({ dataDir });
    input = {
      run: 'a-run',
      task: 'image-classification',
      base: await smallBase(blobs),
      labels: [...LABELS],
      items: await pictureItems(blobs, 'train', { living: 40, things: 40 }),
      recipe: completeRecipe({}, { inputSize: [224, 224], cut: 'out_relu', classCounts: [40, 40] }).recipe,
      checkpoint: null,
      config: { dataDir, threads: 2, maxPixels: 100_000_000, featureCacheBytes: 1e9 },
    };
  });
  afterAll(() => rm(dataDir, { recursive: true }));

  it('killed while it fits goes on from its checkpoint, to the artifact of one never killed', async () => {
    const whole = await runInChild<RunResult>(CHILD, withRecipe(LONG));

    let checkpoint: BlobRef | undefined;
    const epochs: number[][] = [[], []];
    const notes = (attempt: number) => (type: string, data: object) => {
      if (type === 'epoch') epochs[attempt]!.push((data as { epoch: number }).epoch);
      if (type === 'checkpoint' && !checkpoint) {
        checkpoint = data as BlobRef;
        killChild();
      }
      return Promise.resolve();
    };
    await expect(runInChild(CHILD, withRecipe(LONG), { onMessage: notes(0) })).rejects.toThrow();
    const resumed = await runInChild<RunResult>(CHILD, { ...withRecipe(LONG), checkpoint }, { onMessage: notes(1) });
    expect(epochs[1]![0]).toBe(epochs[0]!.at(-1)! + 1);
    expect(resumed.artifact).toEqual(whole.artifact);
    expect(resumed.evaluation).toEqual(whole.evaluation);
  }, 180_000);

  it('is gone when cancelled while it extracts', async () => {
    await rm(join(dataDir, 'cache'), { recursive: true, force: true });
    const cancel = new AbortController();
    const onMessage = (type: string, data: object) => {
      if (type === 'step' && (data as { step: string }).step === 'extract') cancel.abort(new Cancelled());
      return Promise.resolve();
    };
    const work = runInChild(CHILD, withRecipe(LONG), { onMessage, signal: cancel.signal });
    await expect(work).rejects.toBeInstanceOf(Cancelled);
  });

  it('that takes too much memory is reported as that', async () => {
    const work = runInChild(CHILD, withRecipe(LONG), { memoryMb: 150 });
    await expect(work).rejects.toMatchObject({ type: 'out-of-memory' });
  });
});
