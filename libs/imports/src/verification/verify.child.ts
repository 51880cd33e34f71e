import { answerOf, differenceOf, REPLAY_TOLERANCE, sizedFor } from '#graft/artifact';
import { serveChild } from '#graft/child';
import { type InferenceEngine, onnxRuntime, runOnnx, tfjs } from '#graft/engine';
import { type Preprocessing, testImage, toTensor } from '#graft/images';
import { InvalidInput, ModelRefused, Problem } from '#graft/problems';
import { besideAmong, bytesOf, jsonOf, type LocalFile } from '../files.js';
import { formatOf } from '../formats/index.js';
import { parsePreprocessing } from '../preprocessing/settings.js';
import { readModel } from '../read-model.js';
import type { Verification, VerifyTask } from './verify-folder.js';

/** What the models of a folder are to answer. */
interface Test {
  /** The test image as their input. */
  input: Float32Array;
  preprocessing: Preprocessing;
  scores: number[];
}

const ENGINES: readonly InferenceEngine[] = [onnxRuntime, tfjs];

serveChild<VerifyTask, Verification[]>(async ({ files }) => {
  const test = await testIn(files);
  const verifications: Verification[] = [];
  for (const file of files) verifications.push(...(await verify(file, files, test)));
  if (verifications.length > 0) return verifications;
  throw new InvalidInput('The folder has no model that can be read.', {
    received: files.slice(0, 20).map(({ name }) => name),
    accepted: 'a folder that `graft pull` has written',
  });
});

/** @throws ModelRefused */
async function testIn(files: LocalFile[]): Promise<Test> {
  const named = (name: string) => files.find((file) => file.name === name)!;
  const image = files.find(({ name }) => name === 'test.png');
  const { scores } = (await jsonOf(named('test.json'))) as { scores?: unknown };
  if (!Array.isArray(scores) || !scores.every((score) => typeof score === 'number'))
    throw new ModelRefused('test.json has no scores.', { where: 'test.json', accepted: '{ "scores": [0.1, 0.9] }' });
  const settings = (await jsonOf(named('preprocessing.json'))) as Preprocessing;
  const preprocessing = parsePreprocessing(settings, [...(settings.size ?? []), settings.channels]);
  return {
    input: await toTensor(image ? await bytesOf(image) : await testImage(), preprocessing),
    preprocessing,
    scores,
  };
}

/** @returns one for each engine; none for a file that is no model */
async function verify(file: LocalFile, files: LocalFile[], test: Test): Promise<Verification[]> {
  if (file.name.endsWith('.onnx')) {
    const shape = [...test.preprocessing.size, test.preprocessing.channels];
    return [await compared(file, onnxRuntime.name, test, async () => runOnnx(await bytesOf(file), test.input, shape))];
  }
  const format = await formatOf(file);
  if (!format) return [];
  const { network } = await readModel(file, format, besideAmong(files, file), {});
  const sized = sizedFor(network, test.preprocessing);
  if (!sized)
    throw new ModelRefused(`${file.name} takes no images of the size in preprocessing.json.`, {
      where: file.name,
      accepted: test.preprocessing.size,
    });
  const verifications: Verification[] = [];
  for (const engine of ENGINES)
    verifications.push(await compared(file, engine.name, test, () => answerOf(engine, sized, test.input)));
  return verifications;
}

async function compared(
  { name: file }: LocalFile,
  engine: string,
  { scores }: Test,
  run: () => Promise<Float32Array>,
): Promise<Verification> {
  try {
    const difference = differenceOf(scores, await run());
    const told = Number.isFinite(difference) ? difference : null;
    return { file, engine, difference: told, agrees: difference <= REPLAY_TOLERANCE, refusal: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { file, engine, difference: null, agrees: null, refusal: error.detail };
  }
}
