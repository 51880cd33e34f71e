/**
 * Makes a network of the starter zoo from a Keras file: TF.js layers with weights in half precision, what it answers to the
 * test image, and the sum of each file.
 *   tsx --conditions graft-src tools/make-starter.ts SOURCE_FOLDER NAME
 * SOURCE_FOLDER holds model.h5, labels.txt, preprocessing.json and LICENSE. The card, starter/NAME/README.md, is written by hand.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replay } from '../libs/artifact/src/index.js';
import type { Preprocessing } from '../libs/images/src/index.js';
import { readKerasHdf5, storedBytes, toFloat16, type Weight, writeTfjsLayers } from '../libs/network/src/index.js';
import { starterFolder } from '../libs/starter/src/index.js';

/** A shard is about one request's worth. */
const SHARD_BYTES = 4 * 2 ** 20;
const CARD = 'README.md';
const AS_THEY_ARE = ['labels.txt', 'preprocessing.json', 'LICENSE'];

const [source, name] = process.argv.slice(2);
if (!source || !name) throw new Error('Usage: make-starter SOURCE_FOLDER NAME');
const folder = join(starterFolder(), name);
for (const old of await readdir(folder)) if (old !== CARD) await rm(join(folder, old));

const network = await readKerasHdf5(await readFile(join(source, 'model.h5')), 'model.h5');
const layers = network.layers.map((layer) => ({ ...layer, weights: layer.weights.map(toFloat16) }));
const { modelJson, groups } = writeTfjsLayers({ ...network, layers }, inShards);
const preprocessing = JSON.parse(String(await readFile(join(source, 'preprocessing.json')))) as Preprocessing;
const { scores } = (await replay({ ...network, layers }, preprocessing))!;
const files = new Map<string, Uint8Array>([
  [CARD, await readFile(join(folder, CARD))],
  ['model.json', Buffer.from(`${JSON.stringify(modelJson)}\n`)],
  ['test.json', Buffer.from(`${JSON.stringify({ scores })}\n`)],
  ...groups.map(({ paths, weights }) => [paths[0]!, Buffer.concat(weights.map(({ bytes }) => bytes))] as const),
]);
for (const file of AS_THEY_ARE) files.set(file, await readFile(join(source, file)));
for (const [file, bytes] of files) await writeFile(join(folder, file), bytes);
const sums = [...files.keys()].sort().map((file) => `${sha256(files.get(file)!)}  ${file}\n`);
await writeFile(join(folder, 'SHA256SUMS'), sums.join(''));

function inShards(weights: Weight[]): { paths: string[]; weights: Weight[] }[] {
  const shards: Weight[][] = [];
  let room = 0;
  for (const weight of weights) {
    if (storedBytes(weight) > room) {
      shards.push([]);
      room = SHARD_BYTES;
    }
    shards.at(-1)!.push(weight);
    room -= storedBytes(weight);
  }
  return shards.map((part, i) => ({ paths: [`group1-shard${i + 1}of${shards.length}.bin`], weights: part }));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
