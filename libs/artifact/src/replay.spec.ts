import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { preprocessingOf } from '#graft/images';
import { type Network, readTfjsLayers, weightOf } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import { networkOf } from '../../network/src/testing/networks.js';
import { answerToTest, differenceOf, replay, REPLAY_TOLERANCE } from './replay.js';

const LITE = join(import.meta.dirname, '../../../starter/efficientnet-lite0');

async function starter(): Promise<{ network: Network; preprocessing: never; scores: number[] }> {
  const json = async (name: string) => JSON.parse(await readFile(join(LITE, name), 'utf8')) as never;
  const modelJson: { weightsManifest: { paths: string[] }[] } = await json('model.json');
  const paths = modelJson.weightsManifest.flatMap((group) => group.paths);
  const shards = new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(LITE, path))] as const)),
  );
  const network = readTfjsLayers(modelJson, (path) => shards.get(path));
  return {
    network,
    preprocessing: await json('preprocessing.json'),
    scores: ((await json('test.json')) as { scores: number[] }).scores,
  };
}

it('gives the scores that the starter came with, from every format and engine', async () => {
  const { network, preprocessing, scores } = await starter();
  const replayed = await replay(network, preprocessing);
  expect(differenceOf(scores, replayed!.scores)).toBeLessThan(1e-4);
});

const classifier = networkOf({ image: [8, 8, 3] }, [
  ['features', 'Conv2D', { filters: 4, kernel_size: 3 }, 'image'],
  ['pool', 'GlobalAveragePooling2D', {}, 'features'],
  ['scores', 'Dense', { units: 2, activation: 'softmax' }, 'pool'],
]);
const preprocessing = preprocessingOf('tf', 8);

const withBias = (network: Network, bias: number[]): Network => ({
  ...network,
  layers: network.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map((weight) =>
      weight.name === 'scores/bias' ? weightOf(weight.name, weight.shape, new Float32Array(bias)) : weight,
    ),
  })),
});

it('keeps no scores of a network that answers NaN', async () => {
  const broken = withBias(classifier, [NaN, 0]);
  expect(await replay(broken, preprocessing)).toBeNull();
  await expect(answerToTest(broken, preprocessing)).rejects.toMatchObject({ status: 404 });
});

it('refuses a network that a format would change, and names the format', async () => {
  const formats = [
    { name: 'lossy file', roundTrip: (network: Network) => Promise.resolve(withBias(network, [9, -9])) },
  ];
  await expect(replay(classifier, preprocessing, formats)).rejects.toThrow(/As a lossy file, .* apart/);
  await expect(replay(classifier, null, formats)).rejects.toThrow(/As a lossy file/);
});

it('skips a format that refuses the network, and a network that takes no images', async () => {
  const refusing = [{ name: 'small file', roundTrip: () => Promise.reject(new InvalidInput('Too many layers.')) }];
  expect((await replay(classifier, preprocessing, refusing))!.scores).toHaveLength(2);
  expect(await replay(classifier, null)).toBeNull();
});

it('answers otherwise for another crop, scale or order of channels', async () => {
  const { scores } = (await replay(classifier, preprocessing))!;
  for (const change of [{ scale: 1 }, { resize: 'crop' as const }, { channelOrder: 'bgr' as const }]) {
    const other = (await replay(classifier, { ...preprocessing, ...change }))!;
    expect(differenceOf(scores, other.scores), JSON.stringify(change)).toBeGreaterThan(REPLAY_TOLERANCE);
  }
});
