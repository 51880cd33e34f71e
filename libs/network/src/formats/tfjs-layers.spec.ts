import { describe, expect, it } from 'vitest';
import { nsfwjsFiles, read, sharedFiles, writtenFiles } from '../testing/models.js';
import { largestDifference, loadInTfjs, randomNumbers, runOnnx, runTfjs } from '../testing/run.js';

const models = [
  { name: 'nsfwjs MobileNetV2', files: nsfwjsFiles('mobilenet_v2'), input: [1, 224, 224, 3] },
  { name: 'nsfwjs InceptionV3', files: nsfwjsFiles('inception_v3'), input: [1, 299, 299, 3] },
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
