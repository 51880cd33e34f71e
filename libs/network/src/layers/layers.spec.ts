import { describe, expect, it } from 'vitest';
import { layerCases, networkOfCase, titleOf } from '../testing/layer-cases.js';
import { writtenFiles } from '../testing/models.js';
import { largestDifference, loadInTfjs, runOnnx, runTfjs } from '../testing/run.js';
import { layerClasses } from './index.js';

describe('every class of layers', () => {
  it.each(layerCases.map((layerCase) => ({ ...layerCase, title: titleOf(layerCase) })))(
    '$title computes what TF.js does',
    async ({ notInTfjs, ...layerCase }) => {
      const { network, numbers } = networkOfCase(layerCase);
      const [ours] = await runOnnx(network, numbers);
      if (notInTfjs) {
        expect(() => writtenFiles(network)).toThrow(notInTfjs);
        return;
      }
      const [theirs] = await runTfjs(await loadInTfjs(writtenFiles(network), 'cpu'), numbers);
      expect(largestDifference(ours!, theirs!)).toBeLessThan(1e-5);
    },
  );

  it('is among the cases', () => {
    const tested = new Set(layerCases.map(({ className }) => className));
    expect(layerClasses.filter((name) => name !== 'InputLayer' && !tested.has(name))).toEqual([]);
  });
});
