import { type InferenceEngine, onnxRuntime, tfjs } from '#graft/engine';
import { type Preprocessing, testImage, toTensor } from '#graft/images';
import {
  inferShapes,
  type Network,
  readKerasHdf5,
  readKerasV3,
  readTfjsLayers,
  resizeInput,
  type Shape,
  sizeOf,
  writeKerasHdf5,
  writeKerasV3,
  writeOnnx,
  writeTfjsLayers,
} from '#graft/network';
import { InvalidInput, ModelRefused, NotFound } from '#graft/problems';

/** What a model answers to the test image. */
export interface Replay {
  /** PNG. */
  image: Uint8Array;
  /** One per output unit, rounded to five digits: machines differ in the last bits. */
  scores: number[];
}

/** Most that answers may differ, as a share of the largest of them, or of 1 if that is less. Rounding comes to about 1e-6. */
export const REPLAY_TOLERANCE = 1e-3;

/** Networks with more bytes of float32 weights are not tested: each format takes a copy or two of them. */
const MAX_BYTES = 256 * 1024 ** 2;

/**
 * Puts the test image through a network, and compares what each format that it can be written in answers once it is read
 * back, and what TF.js answers, with what ONNX Runtime answers.
 * @returns null for a network that takes no images, that is too large or of too many inputs to be tested, or that answers
 *   with NaN or infinity
 * @throws ModelRefused naming the format or engine that answers otherwise
 */
export async function replay(
  network: Network,
  preprocessing: Preprocessing | null,
  formats = FORMATS,
): Promise<Replay | null> {
  const sized = floatBytes(network) > MAX_BYTES ? null : sizedFor(network, preprocessing);
  if (!sized) return null;
  const image = preprocessing && (await testImage());
  const input = image ? await toTensor(image, preprocessing) : noise(sizeOf(inputOf(sized)));
  const expected = await answerOf(onnxRuntime, sized, input);
  const onnx = writeOnnx(sized);
  for (const format of formats) {
    const again = await unlessRefused(() => format.roundTrip(network));
    const fitted = again && sizedFor(again, preprocessing);
    if (fitted && !equal(writeOnnx(fitted), onnx))
      assertAlike(`As a ${format.name}`, expected, await answerOf(onnxRuntime, fitted, input));
  }
  const byTfjs = await unlessRefused(() => answerOf(tfjs, sized, input));
  if (byTfjs) assertAlike('In TF.js', expected, byTfjs);
  if (!expected.every(Number.isFinite)) return null; // no JSON holds NaN
  return image && { image, scores: rounded(expected) };
}

/** What a network answers to the test image. @throws NotFound for one that takes no images, or answers with NaN or infinity */
export async function answerToTest(network: Network, preprocessing: Preprocessing): Promise<Replay> {
  const sized = sizedFor(network, preprocessing);
  if (!sized) throw new NotFound('This network does not take one image, so there is no test for it.');
  const image = await testImage();
  const scores = await answerOf(onnxRuntime, sized, await toTensor(image, preprocessing));
  if (!scores.every(Number.isFinite))
    throw new NotFound('This network answers with NaN or infinity, so there is no test for it.');
  return { image, scores: rounded(scores) };
}

/** As they are stored. */
export const rounded = (scores: Float32Array): number[] => [...scores].map((score) => Number(score.toFixed(5)));

interface RoundTrip {
  name: string;
  roundTrip(network: Network): Promise<Network>;
}

/** Each format, written and read back. Writers refuse networks that their format cannot hold with InvalidInput. */
const FORMATS: RoundTrip[] = [
  {
    name: 'TF.js layers model',
    roundTrip: (network) => {
      const { modelJson, groups } = writeTfjsLayers(network);
      const shards = new Map(
        groups.map(({ paths, weights }) => [paths[0]!, Buffer.concat(weights.map(({ bytes }) => bytes))]),
      );
      return Promise.resolve(readTfjsLayers(JSON.parse(JSON.stringify(modelJson)), (path) => shards.get(path)));
    },
  },
  {
    name: 'Keras HDF5 file',
    roundTrip: async (network) => readKerasHdf5(await writeKerasHdf5(network), 'model.h5'),
  },
  { name: 'Keras 3 archive', roundTrip: async (network) => readKerasV3(await writeKerasV3(network), 'model.keras') },
];

/** The network for images of its preprocessing; null if it has several inputs or outputs, or takes other ones. */
export function sizedFor(network: Network, preprocessing: Preprocessing | null): Network | null {
  if (network.inputs.length !== 1 || network.outputs.length !== 1) return null;
  const shape = inputOf(network);
  const wanted = preprocessing && [...preprocessing.size, preprocessing.channels];
  if (shape.every((extent) => extent !== null)) return !wanted || sameShape(shape, wanted) ? network : null;
  return wanted && resizeInput(network, wanted);
}

const inputOf = (network: Network): number[] => inferShapes(network).of(network.inputs[0]!) as number[];
const sameShape = (one: Shape, other: Shape) =>
  one.length === other.length && one.every((extent, i) => extent === other[i]);

const floatBytes = ({ layers }: Network): number =>
  layers.flatMap(({ weights }) => weights).reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);

const equal = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

/** Values in 0…1, as in tests of layers. */
const noise = (length: number) => Float32Array.from({ length }, (_, index) => Math.abs(Math.sin(index * 12.9898)));

/** @throws InvalidInput if the engine cannot run the network */
export async function answerOf(engine: InferenceEngine, network: Network, input: Float32Array): Promise<Float32Array> {
  const session = await engine.load(network);
  try {
    return await session.run(input, 1);
  } finally {
    await session.dispose();
  }
}

/** Null if the format or engine refuses the network, which it says when it is asked for as well. */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

function assertAlike(what: string, expected: Float32Array, received: Float32Array): void {
  const apart = differenceOf(expected, received);
  if (apart <= REPLAY_TOLERANCE) return;
  throw new ModelRefused(
    `${what}, this network answers otherwise than here: its answers to the test image are ${apart.toPrecision(2)} apart.`,
    { where: what, received: apart, accepted: { atMost: REPLAY_TOLERANCE } },
  );
}

/** The largest difference, as a share of the largest answer, or of 1 if that is less. Infinite where the lengths differ. */
export function differenceOf(expected: ArrayLike<number>, received: ArrayLike<number>): number {
  if (expected.length !== received.length) return Infinity;
  let [apart, largest] = [0, 1];
  for (let i = 0; i < expected.length; i++) {
    const [one, other] = [expected[i]!, received[i]!];
    if (Object.is(one, other)) continue; // both may be NaN or infinite
    const difference = Math.abs(one - other);
    apart = Number.isNaN(difference) ? Infinity : Math.max(apart, difference);
    if (Number.isFinite(one)) largest = Math.max(largest, Math.abs(one));
  }
  return apart / largest;
}
