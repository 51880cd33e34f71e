import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../test/support/require.js';
import { buildApplication } from '../applications/index.js';
import type { Network } from '../graph.js';
import { digits, writeKerasWeights } from '../testing/keras-files.js';
import { kerasOutputs } from '../testing/keras-outputs.js';
import { folderFiles, writtenFiles } from '../testing/models.js';
import { withRandomWeights } from '../testing/networks.js';
import { largestDifference, loadInTfjs, randomNumbers, runOnnx, runTfjs, type Numbers } from '../testing/run.js';
import { type Hdf5Group, withHdf5 } from './hdf5.js';
import { readKerasHdf5 } from './keras-hdf5.js';

const models = sharedData('models');
const file = (path: string) => readFileSync(join(models!, path));
const load = (path: string) => readKerasHdf5(file(path), path);
const list = (folder: string, suffix: RegExp) =>
  models === null ? [] : readdirSync(join(models, folder)).filter((name) => suffix.test(name));

/** Input and prediction that Keras itself recorded (`outputs` are targets in some files); a model with its channels in front takes and gives them last here. */
async function golden(name: string): Promise<{ network: Network; input: Numbers; output: Numbers }> {
  const network = await load(`keras-golden/${name}_model.h5`);
  return withHdf5(file(`keras-golden/${name}_inputs_and_outputs.h5`), name, (root) => {
    const [input, output] = ['inputs', 'predictions'].map((key) => firstNumbers(root.get(key) as Hdf5Group));
    const turn = name.includes('_cf_') ? channelsLast : (numbers: Numbers) => numbers;
    return { network, input: turn(input!), output: turn(output!) };
  });
}

function firstNumbers(group: Hdf5Group): Numbers {
  const child = group.get(group.keys()[0]!)!;
  if (child.kind === 'group') return firstNumbers(child);
  const bytes = child.bytes();
  const data =
    child.dtype === 'float64' ? Float32Array.from(new Float64Array(bytes.buffer)) : new Float32Array(bytes.buffer);
  return { shape: child.shape, data };
}

/** [batch, channels, length] → [batch, length, channels] */
function channelsLast({ shape: [batch, channels, length], data }: Numbers): Numbers {
  const turned = Float32Array.from(data, (_, i) => {
    const [b, l, c] = [Math.floor(i / (length! * channels!)), Math.floor(i / channels!) % length!, i % channels!];
    return data[(b * channels! + c) * length! + l]!;
  });
  return { shape: [batch!, length!, channels!], data: turned };
}

describe.skipIf(models === null)('golden pairs of Keras 1 and 2', () => {
  const names = list('keras-golden', /_model\.h5$/).map((name) => name.replace('_model.h5', ''));

  it.each(names)('%s through ONNX Runtime', async (name) => {
    const { network, input, output } = await golden(name);
    const [ours] = await runOnnx(network, [input]);
    expect(largestDifference(ours!, output)).toBeLessThan(1e-4);
  });

  it.each(names)('%s through TF.js', async (name) => {
    const { network, input, output } = await golden(name);
    const [ours] = await runTfjs(await loadInTfjs(writtenFiles(network), 'cpu'), [input]);
    expect(largestDifference(ours!, output)).toBeLessThan(1e-4);
  });
});

describe.skipIf(models === null)('files of the wild', () => {
  const refused = ['space_to_depth_simple_tensorflow_1.h5']; // holds a Lambda

  it.each(['cifar10.h5', 'fer2013_mini_XCEPTION.119-0.65.hdf5'])('%s gives what Keras gives', async (name) => {
    const { input, output } = kerasOutputs(name);
    const [ours] = await runOnnx(await load(`keras-full/${name}`), [input]);
    expect(largestDifference(ours!, output)).toBeLessThan(1e-5);
  });

  it('a file and its TF.js copy give the same', async () => {
    // The folder is named after another model, but its topology and weights are those of the 28 × 28 one.
    const copy = folderFiles(join(models!, 'keras-full/kzarama_digits_8x8_tfjs'));
    const input = randomNumbers([3, 28, 28, 1]);
    const [ours] = await runOnnx(await load('keras-full/kzarama_mnist_28x28.h5'), [input]);
    const [theirs] = await runTfjs(await loadInTfjs(copy, 'cpu'), [input]);
    expect(largestDifference(ours!, theirs!)).toBeLessThan(1e-5);
  });

  it.each(list('keras-full', /\.(h5|hdf5)$/).map((name) => `keras-full/${name}`))('%s loads and runs', runs);
  it.each(list('keras-layers', /\.(h5|hdf5)$/).filter((name) => !refused.includes(name)).map((name) => `keras-layers/${name}`))('%s loads and runs', runs); // prettier-ignore

  async function runs(path: string) {
    const network = await load(path);
    const inputs = network.inputs.map(({ layer }) => {
      const shape = network.layers.find(({ name }) => name === layer)!.config.batch_input_shape as (number | null)[];
      const numbers = randomNumbers(shape.map((extent) => extent ?? 2));
      // Whole numbers are right for an embedding's indices, and as good as others elsewhere.
      return { ...numbers, data: numbers.data.map((value) => Math.abs(Math.trunc(value * 2))) };
    });
    const outputs = await runOnnx(network, inputs);
    expect(outputs[0]!.data.every(Number.isFinite)).toBe(true);
  }

  it.each([
    'refuse/model_lambda.h5',
    'refuse/sequential_lambda.h5',
    'keras-layers/space_to_depth_simple_tensorflow_1.h5',
  ])('%s is refused by its Lambda', (path) => expect(load(path)).rejects.toThrow(/of class Lambda/));
  it('refuses custom layers by class and name', () =>
    expect(load('refuse/hgq_mnist_homogeneous.h5')).rejects.toThrow(/Layer "\w+" is of class \w+/));
});

describe('weights alone', () => {
  const mobileNet = withRandomWeights(buildApplication('MobileNet', { includeTop: false, alpha: 0.25 }));

  it('are refused without an architecture', async () => {
    const bytes = await writeKerasWeights(mobileNet);
    await expect(readKerasHdf5(bytes, 'x.h5')).rejects.toThrow(/contains only weights/);
  });

  it('fill an application that has their layers', async () => {
    const topology = buildApplication('MobileNet', { includeTop: false, alpha: 0.25 });
    const network = await readKerasHdf5(await writeKerasWeights(mobileNet), 'x.h5', { topology });
    const bytes = ({ layers }: Network) =>
      Buffer.concat(layers.flatMap(({ weights }) => weights.map((weight) => weight.bytes)));
    expect(bytes(network).equals(bytes(mobileNet))).toBe(true);
  });

  it.skipIf(models === null).each([
    ['mobilenet_2_5_224_tf_no_top.h5', 'MobileNet', 0.25, 218_544],
    ['squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5', 'SqueezeNet', 1, 722_496],
  ])('%s fills %s', async (name, application, alpha, parameters) => {
    const topology = buildApplication(application, { includeTop: false, alpha });
    const network = await readKerasHdf5(file(`keras-weights-only/${name}`), name, { topology });
    const sizes = network.layers.flatMap(({ weights }) => weights).map(({ bytes }) => bytes.length / 4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(parameters);
  });

  it('fill the architecture of a model.json', async () => {
    const { modelTopology } = writtenFiles(digits()).modelJson as { modelTopology: { model_config: object } };
    const architecture = { config: modelTopology.model_config };
    const network = await readKerasHdf5(await writeKerasWeights(digits()), 'weights.h5', architecture);
    const input = randomNumbers([1, 28, 28, 1]);
    const [[ours], [theirs]] = await Promise.all([runOnnx(network, [input]), runOnnx(digits(), [input])]);
    expect(largestDifference(ours!, theirs!)).toBe(0);
  });

  it('are refused where they do not fit, naming the layer', async () => {
    const topology = buildApplication('MobileNet', { includeTop: false, alpha: 0.5 });
    const bytes = await writeKerasWeights(mobileNet);
    await expect(readKerasHdf5(bytes, 'x.h5', { topology })).rejects.toThrow(/conv1.*shape \[3, 3, 3, 8\]/);
  });
});
