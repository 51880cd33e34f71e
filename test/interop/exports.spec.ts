import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildApplication,
  findTop,
  inferShapes,
  type Network,
  readKerasHdf5,
  readKerasV3,
  withoutTop,
  writeKerasHdf5,
  writeKerasV3,
  writeOnnx,
} from '#graft/network';
import { familiesOf, titleOf } from '../../libs/network/src/testing/layer-cases.js';
import { quantised, read, starterFiles } from '../../libs/network/src/testing/models.js';
import { withRandomWeights } from '../../libs/network/src/testing/networks.js';
import { largestDifferences, type Numbers, randomNumbers, runOnnx } from '../../libs/network/src/testing/run.js';
import { sharedData } from '../support/require.js';
import { type Generation, generations, Keras, type KerasResult, type KerasTask } from './keras.js';

const keras = await Keras.find();
const folder = await mkdtemp(join(tmpdir(), 'graft-exports-'));
afterAll(() => rm(folder, { recursive: true }));

interface Export {
  title: string;
  network: Network;
  inputs: Numbers[];
  /** What each output is of, where they are of different layers. */
  cases?: string[];
}

const formats = [
  { ending: 'h5', write: writeKerasHdf5 },
  { ending: 'keras', write: writeKerasV3 },
];

const refused = 'hard_sigmoid'; // which keras-write.spec.ts asserts

const ofLayers: Export[] = familiesOf(({ config }) => config?.recurrent_activation !== refused).map(
  ({ numbers, cases, ...family }) => ({ ...family, inputs: numbers, cases: cases.map(titleOf) }),
);

const exports = [...ofLayers, ...(await ofModels())];

const fileOf = (index: number, ending: string) => join(folder, `${index}.${ending}`);

describe.skipIf(keras === null)('what is written', () => {
  let results: Record<Generation, Map<string, KerasResult>>;
  let complaints: Map<string, string | null>;
  beforeAll(async () => {
    const tasks: KerasTask[] = [];
    const onnx: string[] = [];
    for (const [index, { network, inputs }] of exports.entries()) {
      for (const { ending, write } of formats) {
        const file = fileOf(index, ending);
        await writeFile(file, await write(network));
        tasks.push({ file, inputs });
      }
      onnx.push(fileOf(index, 'onnx'));
      await writeFile(onnx.at(-1)!, writeOnnx(network));
    }
    complaints = await keras!.checkOnnx(onnx);
    results = await keras!.run({ keras: tasks, tf_keras: tasks });
  }, 20 * 60_000);

  describe.each(generations)('in %s', (generation) => {
    describe.each(formats)('as .$ending', ({ ending }) => {
      it.each(exports.map((each, index) => ({ ...each, index })))(
        '$title',
        async ({ network, inputs, index, cases }) => {
          const { error, outputs } = results[generation].get(fileOf(index, ending))!;
          expect(error).toBeUndefined();
          const ours = await runOnnx(network, inputs);
          expect(outputs).toHaveLength(ours.length);
          const found = largestDifferences(ours, outputs).map((difference, i) => ({ of: cases?.[i] ?? i, difference }));
          expect(found.filter(({ difference }) => !(difference < 1e-4))).toEqual([]);
        },
      );
    });
  });

  it.each(exports.map(({ title }, index) => ({ title, index })))(
    'as .onnx passes the ONNX checker: $title',
    ({ index }) => expect(complaints.get(fileOf(index, 'onnx'))).toBeNull(),
  );
});

async function ofModels(): Promise<Export[]> {
  const application = (name: string, alpha?: number) => {
    const options = { inputShape: [96, 96, 3] as [number, number, number], classes: 5, alpha };
    return withRandomWeights(buildApplication(name, options));
  };
  const lite = quantised(read(starterFiles('efficientnet-lite0')));
  const networks: Record<string, Network> = {
    'EfficientNet-Lite0': lite,
    'EfficientNet-Lite0 without its top': withoutTop(lite, { top: findTop(lite)!, pooling: 'avg' }),
    MobileNetV3Small: application('MobileNetV3Small', 0.75),
    EfficientNetB0: application('EfficientNetB0'),
    DenseNet121: application('DenseNet121'),
    ...(await ofSharedFiles()),
  };
  return Object.entries(networks).map(([title, network]) => ({ title, network, inputs: inputsFor(network) }));
}

async function ofSharedFiles(): Promise<Record<string, Network>> {
  const models = sharedData('models');
  if (models === null) return {};
  const bytes = async (name: string) => new Uint8Array(await readFile(join(models, name)));
  const xception = 'keras-full/fer2013_mini_XCEPTION.119-0.65.hdf5';
  const digits = 'keras-full/kzarama_digits_8x8.keras';
  return {
    'mini XCEPTION': await readKerasHdf5(await bytes(xception), xception),
    'digits, 8 × 8': await readKerasV3(await bytes(digits), digits),
  };
}

function inputsFor(network: Network): Numbers[] {
  const shapes = inferShapes(network);
  return network.inputs.map((ref, seed) =>
    randomNumbers([2, ...shapes.of(ref).map((extent) => extent ?? 96)], seed + 1),
  );
}
