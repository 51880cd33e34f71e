import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../test/support/require.js';
import { digits } from '../testing/keras-files.js';
import { kerasOutputs } from '../testing/keras-outputs.js';
import { largestDifference, runOnnx } from '../testing/run.js';
import { readKerasV3 } from './keras-v3.js';
import { writeKerasV3 } from './keras-v3-write.js';

const models = sharedData('models');
const load = (path: string) => readKerasV3(readFileSync(join(models!, path)), path);

describe.skipIf(models === null)('.keras', () => {
  it.each([
    ['kzarama_digits_8x8.keras', 'Keras 2.14', 2],
    ['sannmyatmin_mnist.keras', 'Keras 3.11', 3],
  ])('%s, of %s, gives what Keras gives', async (name, _, kerasVersion) => {
    const network = await load(`keras-full/${name}`);
    const { input, output } = kerasOutputs(name);
    const [ours] = await runOnnx(network, [input]);
    expect(network.kerasVersion).toBe(kerasVersion);
    expect(largestDifference(ours!, output)).toBeLessThan(1e-5);
  });

  it('with custom layers is refused by class and name', () =>
    expect(load('refuse/qkeras-v3_3layer.keras')).rejects.toThrow(/Layer "\w+" is of class Q\w+/));
});

it('a .keras cut short is refused as a damaged archive', async () => {
  const whole = await writeKerasV3(digits());
  await expect(readKerasV3(whole.subarray(0, whole.length / 2), 'half.keras')).rejects.toThrow(
    /half\.keras: This is not a complete zip archive/,
  );
});
