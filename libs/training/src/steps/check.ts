import { type Artifact, readNetwork, readPreprocessing, type Replay, rounded } from '#graft/artifact';
import { ahead } from '#graft/child';
import { onnxRuntime } from '#graft/engine';
import { testImage, toTensor } from '#graft/images';
import type { BlobStore } from '#graft/storage';
import type { FeatureCache } from '../feature-cache.js';
import type { RunConfig, RunItem } from '../run-input.js';
import type { Evaluated } from './evaluate.js';

/** Images that go through the whole model. */
const IMAGES = 8;
/** Images decoded ahead. */
const AHEAD = 2;
/**
 * Most that a probability may differ. The whole network in one and its two parts one after the other gave the same bits with
 * MobileNetV2, or 1e-9 apart; deeper networks may round more.
 */
const TOLERANCE = 1e-3;

/** An image that the model as stored answers otherwise than was evaluated. */
export interface Disagreement {
  image: string;
  label: string;
  /** Probabilities of the label. */
  evaluated: number;
  answered: number;
}

/**
 * Puts some test images through the model as it was stored, from their bytes to probabilities, as predictions do, and
 * compares these with what was evaluated on cached features.
 * @returns the largest difference where it is more than rounding, else null; and what the model answers to the test image
 */
export async function check(
  blobs: BlobStore,
  artifact: Artifact,
  labels: string[],
  { items, probabilities }: Evaluated,
  cache: FeatureCache,
  config: RunConfig,
): Promise<{ disagreement: Disagreement | null; test: Replay }> {
  const preprocessing = (await readPreprocessing(blobs, artifact))!;
  const session = await onnxRuntime.load(await readNetwork(blobs, artifact), {
    threads: Math.max(1, config.threads - 1),
  });
  let worst: Disagreement | null = null;
  try {
    const chosen = chosenOf(items, cache);
    const tensors = ahead(chosen, AHEAD, async (row) =>
      toTensor(await blobs.read(items[row]!.digest), preprocessing, config),
    );
    for await (const [row, tensor] of tensors) {
      const answer = await session.run(tensor, 1);
      labels.forEach((label, index) => {
        const evaluated = probabilities[row * labels.length + index]!;
        const answered = answer[index]!;
        const more = Math.abs(answered - evaluated) > (worst ? Math.abs(worst.answered - worst.evaluated) : TOLERANCE);
        if (more || Number.isNaN(answered)) worst = { image: items[row]!.name, label, evaluated, answered };
      });
    }
    const image = await testImage();
    const scores = await session.run(await toTensor(image, preprocessing), 1);
    return { disagreement: worst, test: { image, scores: rounded(scores) } };
  } finally {
    await session.dispose();
  }
}

/** Rows of the images to check, spread over all; those first whose features this run did not compute itself. */
function chosenOf(items: RunItem[], cache: FeatureCache): number[] {
  const rows = items.map((_, row) => row);
  const older = rows.filter((row) => cache.isOlder(items[row]!.digest));
  const kept = spread(older, IMAGES);
  const others = rows.filter((row) => !kept.includes(row));
  return [...kept, ...spread(others, IMAGES - kept.length)];
}

/** At most so many of the values, evenly spread. */
const spread = (values: number[], most: number): number[] =>
  values.length <= most
    ? values
    : Array.from({ length: most }, (_, index) => values[Math.floor(((index + 0.5) * values.length) / most)]!);
