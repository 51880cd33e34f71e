import { describe, expect, it, vi } from 'vitest';
import type { Network } from '../graph.js';
import { differing, familiesOf, type LayerCase, layerCases, networkOfCase, titleOf } from '../testing/layer-cases.js';
import { type LayerJson, networkOf } from '../testing/networks.js';
import { largestDifferences, type Numbers, randomNumbers, runOnnx } from '../testing/run.js';
import { readKerasHdf5 } from './keras-hdf5.js';
import { writeKerasHdf5 } from './keras-hdf5-write.js';
import { readKerasV3 } from './keras-v3.js';
import { writeKerasV3 } from './keras-v3-write.js';

const formats = {
  '.h5': async (network: Network) => readKerasHdf5(await writeKerasHdf5(network), 'written.h5'),
  '.keras': async (network: Network) => readKerasV3(await writeKerasV3(network), 'written.keras'),
};

async function differences(network: Network, back: Network, inputs: Numbers[]): Promise<number[]> {
  return largestDifferences(await runOnnx(network, inputs), await runOnnx(back, inputs));
}

const refused = ({ config }: LayerCase) => config?.recurrent_activation === 'hard_sigmoid';

// What Keras itself makes of these files is for test/interop to say.
describe.each(Object.entries(formats))('%s reads back as it was', (_, roundTrip) => {
  it.each(familiesOf((layerCase) => !refused(layerCase)))('$title', async (family) => {
    const found = await differing(family, async (network, numbers) =>
      differences(network, await roundTrip(network), numbers),
    );
    expect(found).toEqual([]);
  });

  it.each(layerCases.filter(refused).map((each) => ({ ...each, title: titleOf(each) })))(
    'but for what Keras computes otherwise: $title',
    async (layerCase) => {
      await expect(roundTrip(networkOfCase(layerCase).network)).rejects.toThrow(
        /layer "layer" \(LSTM\) with recurrent_activation "hard_sigmoid"/,
      );
    },
  );

  it('shares layers and keeps several inputs and outputs', async () => {
    const network = twins();
    const back = await roundTrip(network);
    expect(back.inputs).toEqual(network.inputs);
    expect(back.outputs).toEqual(network.outputs);
    const inputs = [1, 2].map((seed) => randomNumbers([2, 6, 6, 3], seed));
    expect(Math.max(...(await differences(network, back, inputs)))).toBe(0);
  });

  it('gives layers whose names Keras refuses others, which no other layer has', async () => {
    const network = networkOf({ 'in put': [4] }, [
      ['a/b', 'Dense', { units: 3 }, 'in put'],
      ['a_b', 'Dense', { units: 3 }, 'a/b'],
      ['_a', 'Dense', { units: 3 }, 'a_b'],
    ]);
    const back = await roundTrip(network);
    expect(back.layers.map(({ name }) => name)).toEqual(['in_put', 'a_b_1', 'a_b', 'layer_a']);
    expect(await differences(network, back, [randomNumbers([1, 4])])).toEqual([0]);
  });
});

it.each([
  ['.h5', writeKerasHdf5],
  ['.keras', writeKerasV3],
])('writes the same %s for the same network, whenever it does', async (_, write) => {
  const first = await write(twins());
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3600_000 });
  try {
    expect(Buffer.compare(await write(twins()), first)).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it('splits a list of names that no attribute can hold', async () => {
  const long = 'x'.repeat(200);
  const names = Array.from({ length: 400 }, (_, i) => `${long}_${i}`);
  const layers = names.map((name, i): LayerJson => [name, 'ReLU', {}, names[i - 1] ?? 'input']);
  const network = networkOf({ input: [2] }, layers);
  const back = await formats['.h5'](network);
  expect(back.layers.map(({ name }) => name)).toEqual(['input', ...names]);
});

it('refuses what ReLU cannot stand for', async () => {
  const network = networkOf({ input: [2] }, [['bend', 'ThresholdedReLU', { theta: -1 }, 'input']]);
  await expect(writeKerasV3(network)).rejects.toThrow(/layer "bend" \(ThresholdedReLU\) with theta -1/);
});

/** One convolution over two images; the difference of what it gives, and one of the two. */
function twins(): Network {
  const network = networkOf({ left: [6, 6, 3], right: [6, 6, 3] }, [
    ['conv', 'Conv2D', { filters: 4, kernel_size: 3 }, 'left'],
    ['difference', 'Subtract', {}, 'conv', 'conv'],
  ]);
  const [conv, difference] = network.layers.slice(-2);
  conv!.calls.push([{ layer: 'right', call: 0, output: 0 }]);
  difference!.calls = [[0, 1].map((call) => ({ layer: 'conv', call, output: 0 }))];
  network.outputs.push({ layer: 'conv', call: 1, output: 0 });
  return network;
}
