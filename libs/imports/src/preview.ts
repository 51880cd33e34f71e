import { type Artifact, type ArtifactSummary, replay, storeArtifact } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import { nonFiniteWeights, type Shape, type TopBoundary } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import type { Found } from './companions.js';
import { type LocalFile, storeFile } from './files.js';
import type { ReadModel } from './read-model.js';
import type { OriginalFile } from '#graft/zoo';

/** What was found, shown before anything is published. */
export interface Preview {
  format: string;
  architecture: string | null;
  task: ArtifactSummary['task'];
  inputShape: Shape;
  outputShape: Shape;
  parameters: number;
  /** Parameters at and below the top boundary. */
  backboneParameters: number | null;
  top: TopBoundary | null;
  /** How many layers there are of each class. */
  layers: Record<string, number>;
  labels: Found<string[]> | null;
  /** Null if unknown; an image model needs it before it is published. */
  preprocessing: Found<Preprocessing> | null;
  license: Found<string> | null;
  /** Weights that hold NaN or an infinity: the model will hardly predict anything. */
  nonFiniteWeights: string[];
  /** Bytes by name. */
  files: { name: string; size: number }[];
}

/** A model that was read and stored, ready to be published. */
export interface ImportedModel {
  artifact: Artifact;
  format: string;
  card: string | null;
  license: string | null;
  original: OriginalFile[];
}

/**
 * Stores a model that was read.
 * @param originals files to keep as they came
 * @throws ModelRefused if an export of it would answer otherwise
 */
export async function storeModel(
  blobs: BlobStore,
  model: ReadModel,
  originals: readonly LocalFile[],
): Promise<{ imported: ImportedModel; preview: Preview }> {
  const { network, top, task, labels, preprocessing, format, card, license } = model;
  const artifact = await storeArtifact(blobs, {
    network,
    top,
    task,
    labels: labels && labels.value,
    preprocessing: preprocessing && preprocessing.value,
    test: await replay(network, preprocessing && preprocessing.value),
  });
  const original: OriginalFile[] = [];
  for (const file of originals) original.push({ path: file.name, blob: await storeFile(blobs, file) });
  return {
    imported: { artifact, format, card, license: license && license.value, original },
    preview: previewOf(model, artifact.summary),
  };
}

function previewOf(model: ReadModel, summary: ArtifactSummary): Preview {
  const { format, task, top, labels, preprocessing, license, files, network } = model;
  const { architecture, inputShape, outputShape, parameters, backboneParameters } = summary;
  const layers: Record<string, number> = {};
  for (const { className } of network.layers) layers[className] = (layers[className] ?? 0) + 1;
  return {
    ...{ format, architecture, task, inputShape, outputShape, parameters, backboneParameters, top, layers },
    ...{ labels, preprocessing, license },
    nonFiniteWeights: nonFiniteWeights(network),
    files: files.map(({ name, size }) => ({ name, size })),
  };
}
