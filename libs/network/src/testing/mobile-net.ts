import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApplication } from '../applications/index.js';
import type { Network } from '../graph.js';
import { writeTfjsLayers } from '../formats/tfjs-layers.js';
import { withRandomWeights } from './networks.js';

/** MobileNetV2 0.35 at 224 px with two classes and random weights: a real architecture that takes little time. */
export const mobileNet = (): Network =>
  withRandomWeights(buildApplication('MobileNetV2', { alpha: 0.35, inputShape: [224, 224, 3], classes: 2 }));

let written: Promise<string> | undefined;

/** It as Teachable Machine saves its models: a folder with model.json, weights.bin and metadata.json. */
export function mobileNetFolder(): Promise<string> {
  written ??= write();
  return written;
}

async function write(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-mobile-net-'));
  const { modelJson, groups } = writeTfjsLayers(mobileNet());
  const metadata = {
    ...{ tfjsVersion: '1.3.1', tmVersion: '2.3.1', packageVersion: '0.8.4' },
    ...{ packageName: '@teachablemachine/image', userMetadata: {}, modelName: 'tm-my-image-model' },
    labels: ['thumb', 'index'],
  };
  await writeFile(join(folder, 'model.json'), JSON.stringify(modelJson));
  await writeFile(
    join(folder, 'weights.bin'),
    Buffer.concat(groups.flatMap(({ weights }) => weights.map(({ bytes }) => bytes))),
  );
  await writeFile(join(folder, 'metadata.json'), JSON.stringify(metadata));
  return folder;
}
