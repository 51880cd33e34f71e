import { readFile } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import {
  answerToTest,
  type Artifact,
  readLabels,
  readNetwork,
  readPreprocessing,
  readTopology,
  type Replay,
  replay,
  storeArtifact,
  taskOf,
} from '#graft/artifact';
import { ahead, serveOrders } from '#graft/child';
import { type InferenceSession, onnxRuntime } from '#graft/engine';
import { exampleOf, type Preprocessing, toTensor } from '#graft/images';
import {
  inferShapes,
  type LayerRow,
  layerTable,
  outlineOf,
  type OutlineStage,
  resizeInput,
  type Shape,
} from '#graft/network';
import { Problem } from '#graft/problems';
import { type BlobStore, type Digest, digestOf, openBlobStore, writeNewFile } from '#graft/storage';
import { cutGraph } from '../exports/cut.js';
import { exported } from '../exports/exported.js';
import type { ImagePrediction, ModelSettings, ModelTasks, Order } from './tasks.js';
import { outputKind, type OutputKind, predictionsOf } from '../predictions/scores.js';
import { unknownPreprocessing } from '../unknown-preprocessing.js';

interface Classifier {
  session: InferenceSession;
  preprocessing: Preprocessing;
  labels: string[] | null;
  kind: OutputKind;
}

/** Bytes of float32 weights that a process keeps ready for predictions. */
const SESSION_BYTES = 128 * 1024 ** 2;
/** Pixels that a session takes at once, 4 images of 224 × 224: more are no faster on one thread, and cost memory. */
const BATCH_PIXELS = 4 * 224 ** 2;

const classifiers = new LRUCache<string, Classifier>({
  maxSize: SESSION_BYTES,
  dispose: ({ session }) => void session.dispose(),
});
let blobs: BlobStore;
let threads: number;

type Input<Name extends keyof ModelTasks> = ModelTasks[Name]['input'];
type Tasks = { [Name in keyof ModelTasks]: (input: ModelTasks[Name]['input']) => Promise<ModelTasks[Name]['output']> };

const tasks: Tasks = { shape, layers, outline, export: exportFile, predict, test, example, amend };

serveOrders<ModelSettings, Order, unknown>((settings) => {
  blobs = openBlobStore(settings);
  ({ threads } = settings);
  return ({ name, input }) => tasks[name](input as never);
});

async function shape({ artifact, cut }: Input<'shape'>): Promise<Shape> {
  const graph = cutGraph(await readTopology(blobs, artifact), artifact.top, cut);
  return inferShapes(graph).of(graph.outputs[0]!);
}

async function layers({ artifact }: Input<'layers'>): Promise<LayerRow[]> {
  return layerTable(await readTopology(blobs, artifact), artifact.top);
}

async function outline({ artifact }: Input<'outline'>): Promise<OutlineStage[]> {
  return outlineOf(await readTopology(blobs, artifact));
}

async function exportFile({ artifact, wanted, path }: Input<'export'>): Promise<Digest> {
  const bytes = await exported(blobs, artifact, wanted);
  await writeNewFile(path, bytes);
  return digestOf(bytes);
}

async function predict({ artifact, images, maxPixels }: Input<'predict'>): Promise<ImagePrediction[]> {
  const { session, preprocessing, labels, kind } =
    classifiers.get(artifact.artifactDigest) ?? (await loadClassifier(artifact));
  const [height, width] = preprocessing.size;
  const batch = Math.max(1, Math.floor(BATCH_PIXELS / (height * width)));
  const answers: ImagePrediction[] = [];
  const tensors = ahead(images, threads, (path) => decode(path, preprocessing, maxPixels));
  let inputs: Float32Array[] = [];
  const flush = async () => {
    if (inputs.length === 0) return;
    for (const scores of await scoresOf(session, inputs))
      answers.push({ predictions: predictionsOf(scores, kind, labels) });
    inputs = [];
  };
  for await (const [, tensor] of tensors) {
    if (tensor instanceof Problem) {
      await flush();
      answers.push({ problem: tensor.toJSON() });
    } else if (inputs.push(tensor) === batch) await flush();
  }
  await flush();
  return answers;
}

async function test({ artifact, cut }: Input<'test'>): Promise<Replay> {
  const only = cutGraph(await readTopology(blobs, artifact), artifact.top, cut);
  const preprocessing = await readPreprocessing(blobs, artifact);
  if (!preprocessing) throw unknownPreprocessing();
  const [height, width] = cut.inputShape ?? preprocessing.size;
  return answerToTest(await readNetwork(blobs, artifact, { only }), { ...preprocessing, size: [height!, width!] });
}

function example({ preprocessing }: Input<'example'>): Promise<Uint8Array> {
  return exampleOf(preprocessing);
}

async function amend({ artifact, changes }: Input<'amend'>): Promise<Artifact> {
  const network = await readNetwork(blobs, artifact);
  const { inputShape, outputShape } = artifact.summary;
  const labels = changes.labels ?? (await readLabels(blobs, artifact));
  const preprocessing = changes.preprocessing ?? (await readPreprocessing(blobs, artifact));
  return storeArtifact(blobs, {
    network,
    labels,
    preprocessing,
    top: changes.top ?? artifact.top,
    cut: changes.top ? undefined : artifact.cut,
    task: taskOf(network, inputShape, outputShape, labels !== null),
    test: await replay(network, preprocessing),
  });
}

async function loadClassifier(artifact: Artifact): Promise<Classifier> {
  const preprocessing = await readPreprocessing(blobs, artifact);
  if (!preprocessing) throw unknownPreprocessing();
  const { inputShape, outputShape, parameters } = artifact.summary;
  const network = await readNetwork(blobs, artifact);
  const kind = outputKind(network, outputShape);
  const sized = inputShape.includes(null)
    ? resizeInput(network, [...preprocessing.size, preprocessing.channels])
    : network;
  const labels = await readLabels(blobs, artifact);
  const classifier = { session: await onnxRuntime.load(sized, { threads }), preprocessing, labels, kind };
  // One that is larger than all the room stays alone until the next comes.
  const size = Math.min(SESSION_BYTES, Math.max(1, parameters * Float32Array.BYTES_PER_ELEMENT));
  classifiers.set(artifact.artifactDigest, classifier, { size });
  return classifier;
}

async function decode(path: string, preprocessing: Preprocessing, maxPixels: number): Promise<Float32Array | Problem> {
  try {
    return await toTensor(await readFile(path), preprocessing, { maxPixels });
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** @returns the outputs of each input. */
async function scoresOf(session: InferenceSession, inputs: Float32Array[]): Promise<Float32Array[]> {
  const batch = new Float32Array(inputs.length * inputs[0]!.length);
  inputs.forEach((input, index) => batch.set(input, index * input.length));
  const outputs = await session.run(batch, inputs.length);
  const units = outputs.length / inputs.length;
  return inputs.map((_, index) => outputs.subarray(index * units, (index + 1) * units));
}
