import { describe, expect, it } from 'vitest';
import type { Network } from '../graph.js';
import { writeTfjsLayers } from './tfjs-layers.js';
import { networkOf, withRandomWeights } from '../testing/networks.js';
import { readKerasTopology } from './keras-config.js';
import { quantisedFiles, read, sharedFiles, starterFiles, writtenFiles } from '../testing/models.js';
import { largestDifference, loadInTfjs, randomNumbers, runOnnx, runTfjs } from '../testing/run.js';

const models = [
  { name: 'EfficientNet-Lite0, float16', files: starterFiles('efficientnet-lite0'), input: [1, 224, 224, 3] },
  { name: 'EfficientNet-Lite0, uint8', files: quantisedFiles(), input: [1, 224, 224, 3] },
  { name: 'MobileNetV2 0.35', files: sharedFiles('models/mobilenet-v2-035-224-tfjs'), input: [2, 224, 224, 3] },
  { name: 'digits', files: sharedFiles('models/keras-full/kzarama_digits_8x8_tfjs'), input: [2, 28, 28, 1] },
];

describe.each(models)('$name', ({ files, input }) => {
  it.skipIf(!files)('gives the same numbers through ONNX Runtime, and written again, as in TF.js', async () => {
    const network = read(files!);
    const images = randomNumbers(input);
    const [theirs] = await runTfjs(await loadInTfjs(files!, 'wasm'), [images]);
    const [ours] = await runOnnx(network, [images]);
    expect(largestDifference(ours!, theirs!)).toBeLessThan(1e-4);
    const [written] = await runTfjs(await loadInTfjs(writtenFiles(network), 'wasm'), [images]);
    expect(largestDifference(written!, theirs!)).toBeLessThan(1e-6);
  });
});

const bytesOf = ({ layers }: Network) =>
  Buffer.concat(layers.flatMap(({ weights }) => weights).map(({ bytes }) => bytes));

describe('reading', () => {
  const whole = quantisedFiles();
  const manifest = whole.modelJson.weightsManifest as {
    paths: string[];
    weights: { name: string; shape: number[] }[];
  }[];
  const [group] = manifest;
  const [path] = group!.paths as [string];
  const bytes = whole.shards(path)!;
  const withManifest = (weightsManifest: unknown) => ({ ...whole, modelJson: { ...whole.modelJson, weightsManifest } });
  const withWeights = (weights: unknown[]) => withManifest([{ ...group, weights }]);

  it('copies no weight, and keeps what is quantised as it is', () => {
    const [kernel] = read(whole).layers[1]!.weights;
    expect(kernel!.bytes.buffer).toBe(bytes.buffer);
    expect(kernel!.stored).toEqual({
      dtype: 'uint8',
      scale: expect.any(Number) as number,
      min: expect.any(Number) as number,
    });
  });

  it('joins a weight that lies across shards', () => {
    const cuts = [0, 500, 501, 100_000, bytes.length];
    const paths = cuts.slice(1).map((end) => `until-${end}`);
    const pieces = new Map(paths.map((name, i) => [name, bytes.subarray(cuts[i], cuts[i + 1])]));
    const { modelJson } = withManifest([{ ...group, paths }]);
    const joined = read({ modelJson, shards: (name) => pieces.get(name) });
    expect(bytesOf(joined).equals(bytesOf(read(whole)))).toBe(true);
  });

  it.each([
    ['a missing shard', { ...whole, shards: () => undefined }, /weight file "weights.bin" is missing/],
    [
      'a shard too short',
      { ...whole, shards: () => bytes.subarray(1) },
      /weights.bin\) are too short: \d+ bytes for weights of \d+/,
    ],
    ['a shard too long', { ...whole, shards: () => Buffer.concat([bytes, Buffer.alloc(1)]) }, /too long/],
    [
      'a shape that lies',
      withWeights(group!.weights.map((weight, i) => (i ? weight : { ...weight, shape: [3, 3, 32, 3] }))),
      /"stem_conv\/kernel" has shape \[3, 3, 32, 3\]; its layer calls for \[3, 3, 3, 32\]/,
    ],
    [
      'a weight of no layer',
      withWeights(group!.weights.map((weight, i) => (i ? weight : { ...weight, name: 'x/kernel' }))),
      /"stem_conv\/kernel" is missing/,
    ],
    ['an absurd shape', withWeights([{ ...group!.weights[0], shape: [1e6, 1e6, 1e6] }]), /too short/],
    ['a shape of text', withWeights([{ ...group!.weights[0], shape: ['3'] }]), /has no name or no shape/],
    [
      'an unknown type',
      withWeights([{ ...group!.weights[0], quantization: undefined, dtype: 'complex64' }]),
      /stored in an unknown way/,
    ],
    ['a graph model', { ...whole, modelJson: { ...whole.modelJson, format: 'graph-model' } }, /graph model/],
    ['no topology', { ...whole, modelJson: {} }, /modelTopology is not an object/],
    ['no manifest', withManifest(undefined), /"weightsManifest" is not a list/],
  ])('refuses %s', (_, files, message) => {
    expect(() => read(files)).toThrow(message);
    expect(() => read(files)).toThrow(expect.objectContaining({ type: 'model-refused' }));
  });
});

it('writes groups of weights as the caller arranges them', async () => {
  const network = read(starterFiles('efficientnet-lite0'));
  const { modelJson, groups } = writeTfjsLayers(network, (weights) => [
    { paths: ['a.bin'], weights: weights.slice(100) },
    { paths: ['b.bin'], weights: weights.slice(0, 100) },
  ]);
  const shards = new Map(
    groups.map(({ paths, weights }) => [paths[0], Buffer.concat(weights.map((weight) => weight.bytes))]),
  );
  const files = { modelJson: { ...modelJson }, shards: (path: string) => shards.get(path) };
  const images = randomNumbers([1, 224, 224, 3]);
  const [ours] = await runTfjs(await loadInTfjs(files, 'wasm'), [images]);
  const [theirs] = await runOnnx(read(files), [images]);
  expect(largestDifference(ours!, theirs!)).toBeLessThan(1e-4);
});

it('writes a shared layer that TF.js lacks as shared layers that it has', async () => {
  const layer = (class_name: string, name: string, config: object, inbound_nodes: unknown[]) => ({
    ...{ class_name, name, config: { name, ...config }, inbound_nodes },
  });
  const layers = [
    layer('InputLayer', 'in', { batch_input_shape: [null, 4] }, []),
    layer('Dense', 'dense', { units: 4, activation: 'hard_swish' }, [[['in', 0, 0, {}]], [['dense', 0, 0, {}]]]),
    layer('Subtract', 'out', {}, [
      [
        ['dense', 1, 0, {}],
        ['in', 0, 0, {}],
      ],
    ]),
  ];
  const config = { name: 'm', layers, input_layers: [['in', 0, 0]], output_layers: [['out', 0, 0]] };
  const network = withRandomWeights(readKerasTopology({ class_name: 'Model', config }, 2).topology);
  const vectors = randomNumbers([3, 4]);
  const [ours] = await runOnnx(network, [vectors]);
  const [theirs] = await runTfjs(await loadInTfjs(writtenFiles(network), 'cpu'), [vectors]);
  expect(largestDifference(ours!, theirs!)).toBeLessThan(1e-6);
});

it('refuses a cell whose function TF.js lacks, rather than put the function behind it', () => {
  const network = networkOf(
    { sequence: [6, 4] },
    [['lstm', 'LSTM', { units: 3, activation: 'tanh', recurrent_activation: 'hard_sigmoid' }, 'sequence']],
    3,
  );
  expect(() => writeTfjsLayers(network)).toThrow(/hard_sigmoid/);
  const other = networkOf(
    { sequence: [6, 4] },
    [['rnn', 'SimpleRNN', { units: 3, activation: 'hard_sigmoid' }, 'sequence']],
    3,
  );
  expect(() => writeTfjsLayers(other)).toThrow(/hard_sigmoid/);
});
