import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  applications,
  buildApplication,
  type Network,
  parameterCount,
  readKerasHdf5,
  readKerasV3,
} from '#graft/network';
import { largestDifference, randomNumbers, runOnnx } from '../../libs/network/src/testing/run.js';
import { type Generation, Keras, type KerasResult, type KerasTask } from './keras.js';

const keras = await Keras.find();
const folder = await mkdtemp(join(tmpdir(), 'graft-applications-'));
afterAll(() => rm(folder, { recursive: true }));

/** Every application is made in the first two of the ways below, these in all. */
const IN_ALL_WAYS = /^(MobileNet.*|ResNet50|DenseNet121|EfficientNetB0)$/;

interface Way {
  generation: Generation;
  /** `weights.h5` and `legacy.h5` hold weights alone. */
  ending: 'h5' | 'keras' | 'weights.h5' | 'legacy.h5';
  top: boolean;
  size: [number, number];
}

const ways: Way[] = [
  { generation: 'keras', ending: 'keras', top: false, size: [80, 96] },
  { generation: 'tf_keras', ending: 'h5', top: true, size: [96, 96] },
  { generation: 'keras', ending: 'h5', top: true, size: [80, 80] },
  { generation: 'tf_keras', ending: 'legacy.h5', top: false, size: [96, 80] },
  { generation: 'keras', ending: 'weights.h5', top: false, size: [96, 80] },
];

const CLASSES = 7;

// Keras itself has neither SqueezeNet nor EfficientNetLite.
const names = applications.map(({ name }) => name).filter((name) => !/^(SqueezeNet|EfficientNetLite)/.test(name));

const madeIn = (way: Way) => names.filter((name) => ways.indexOf(way) < 2 || IN_ALL_WAYS.test(name));

describe.skipIf(keras === null)('an application as Keras writes it', () => {
  let results: Record<Generation, Map<string, KerasResult>>;
  beforeAll(async () => {
    const tasksOf = (generation: Generation) =>
      ways
        .filter((way) => way.generation === generation)
        .flatMap((way) => madeIn(way).map((name) => taskFor(name, way)));
    results = await keras!.run({ keras: tasksOf('keras'), tf_keras: tasksOf('tf_keras') });
  }, 20 * 60_000);

  describe.each(ways)('$generation, .$ending, top: $top, $size', (way) => {
    it.each(madeIn(way))('%s', async (name) => {
      const { file, inputs } = taskFor(name, way);
      const { error, parameters, layers, outputs } = results[way.generation].get(file)!;
      expect(error).toBeUndefined();
      const network = await readBack(name, way, file);
      await rm(file);
      expect(parameterCount(network)).toBe(parameters);
      const [ours] = await runOnnx(network, inputs);
      const [theirs] = outputs;
      const scale = theirs!.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
      expect(largestDifference(ours!, theirs!) / scale).toBeLessThan(1e-4);
      expect(Math.max(...theirs!.data) - Math.min(...theirs!.data)).toBeGreaterThan(1e-4);
      if (way.generation === 'keras') expect(new Set(layerNames(name, way))).toEqual(new Set(layers));
    });
  });
});

/** Names of the layers with weights, which these are found by. */
const layerNames = (name: string, way: Way) =>
  builtHere(name, way)
    .layers.filter(({ weights }) => weights.length > 0)
    .map((layer) => layer.name);

function taskFor(name: string, { generation, top, size, ending }: Way): KerasTask {
  const shape = [...size, 3];
  return {
    file: join(folder, `${generation}-${name}.${ending}`),
    inputs: [randomNumbers([2, ...shape])],
    build: {
      name,
      weights_only: ending === 'weights.h5' || ending === 'legacy.h5',
      include_top: top,
      input_shape: shape,
      ...(top ? { classes: CLASSES } : { pooling: 'avg' }),
    },
  };
}

const builtHere = (name: string, { top, size }: Way) =>
  buildApplication(name, {
    includeTop: top,
    inputShape: [...size, 3],
    classes: CLASSES,
    pooling: top ? 'none' : 'avg',
  });

async function readBack(name: string, way: Way, file: string): Promise<Network> {
  const bytes = new Uint8Array(await readFile(file));
  if (way.ending === 'keras') return readKerasV3(bytes, file);
  if (way.ending === 'h5') return readKerasHdf5(bytes, file);
  return readKerasHdf5(bytes, file, { topology: builtHere(name, way) });
}
