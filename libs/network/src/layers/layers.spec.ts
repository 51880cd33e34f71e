import { expect, it } from 'vitest';
import { differing, familiesOf, layerCases, networkOfCase, titleOf } from '../testing/layer-cases.js';
import { writtenFiles } from '../testing/models.js';
import { largestDifferences, loadInTfjs, runOnnx, runTfjs } from '../testing/run.js';
import { layerClasses } from './index.js';

it.each(familiesOf(({ notInTfjs }) => notInTfjs === undefined))(
  'ONNX Runtime and TF.js compute the same: $title',
  async (family) => {
    const found = await differing(family, async (network, numbers) => {
      const model = await loadInTfjs(writtenFiles(network), 'cpu');
      return largestDifferences(await runOnnx(network, numbers), await runTfjs(model, numbers));
    });
    expect(found).toEqual([]);
  },
);

// What these compute is compared in beyond-tfjs.spec.ts.
it.each(layerCases.filter(({ notInTfjs }) => notInTfjs).map((each) => ({ ...each, title: titleOf(each) })))(
  'is not written for TF.js, which computes something else: $title',
  (layerCase) => {
    expect(() => writtenFiles(networkOfCase(layerCase).network)).toThrow(layerCase.notInTfjs);
  },
);

it('every class of layers is among the cases', () => {
  const tested = new Set(layerCases.map(({ className }) => className));
  expect(layerClasses.filter((name) => name !== 'InputLayer' && !tested.has(name))).toEqual([]);
});
