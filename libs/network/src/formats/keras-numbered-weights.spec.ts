import { expect, it } from 'vitest';
import { Archive } from '#graft/archive';
import { networkOf } from '../testing/networks.js';
import { values } from '../weights.js';
import { readKerasHdf5 } from './keras-hdf5.js';
import { writeKerasV3 } from './keras-v3-write.js';

const network = networkOf({ input: [4] }, [
  ['one', 'Dense', { units: 3 }, 'input'],
  ['two', 'Dense', { units: 3 }, 'one'],
]);
const weightsAlone = async () => (await Archive.open(await writeKerasV3(network))).read('model.weights.h5');

it('reads a .weights.h5, whose layers have numbers, into an architecture', async () => {
  const back = await readKerasHdf5(await weightsAlone(), 'm.weights.h5', { topology: network });
  const all = (layers: typeof network.layers) =>
    layers.flatMap(({ weights }) => weights.map((weight) => [...values(weight)]));
  expect(all(back.layers)).toEqual(all(network.layers));
});

it('refuses one of another architecture, and one that comes without', async () => {
  const other = networkOf({ input: [4] }, [['one', 'Dense', { units: 2 }, 'input']]);
  await expect(readKerasHdf5(await weightsAlone(), 'm.h5', { topology: other })).rejects.toThrow(/\[4, 3\]/);
  await expect(readKerasHdf5(await weightsAlone(), 'm.h5')).rejects.toThrow(/contains only weights/);
});
