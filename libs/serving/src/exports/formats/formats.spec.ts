import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLabels, storeArtifact } from '#graft/artifact';
import { BlobStore } from '#graft/storage';
import { References } from '#graft/zoo';
import { serve, type TestApp } from '../../../../zoo/src/testing/test-app.js';
import { openTestZoo, type TestZoo, tinyNetwork } from '../../../../zoo/src/testing/test-zoo.js';
import { ModelPool } from '../../pool/model-pool.js';
import { toy } from '../../testing/toy-format.js';
import { Downloads } from '../downloads.js';
import { ExportController } from '../exports.controller.js';
import { Exports } from '../exports.js';
import { formatController } from '../format.controller.js';
import { exportFormats, exportList } from './index.js';

// A new format is one file, `toy-format.ts`, and one line, in the registry: here, and in the processes of the pool.

class PoolWithToy extends ModelPool {
  protected override get program(): URL {
    return new URL('../../testing/toy.child.js', import.meta.url);
  }
}

let zoo: TestZoo;
let pool: ModelPool;
let app: TestApp;
let url: string;
beforeAll(async () => {
  exportFormats.push(toy);
  zoo = await openTestZoo();
  pool = new PoolWithToy(zoo.config, zoo.admission);
  const provided = [
    { provide: References, useValue: zoo.references },
    { provide: BlobStore, useValue: zoo.blobs },
    { provide: ModelPool, useValue: pool },
    { provide: Downloads, useValue: new Downloads(zoo.database) },
  ];
  app = await serve([...exportFormats.map(formatController), ExportController], [Exports, ...provided]);
  await zoo.publish(1);
  url = `${app.url}/models/ada/tiny/versions/1`;
});
afterAll(async () => {
  exportFormats.splice(exportFormats.indexOf(toy), 1);
  await app.close();
  await pool.onApplicationShutdown();
  await zoo.close();
});

const text = async (path: string) => (await fetch(`${url}/${path}`)).text();
const status = async (path: string) => (await fetch(`${url}/${path}`)).status;

it('sends the files of a new format, cut as asked for', async () => {
  expect(await text('toy/model.txt')).toBe('image\nfeatures\npool\nscores');
  expect(await text('toy/model.json?top=false')).toBe('["image","features"]');
  expect((await fetch(`${url}/toy/model.txt`)).headers.get('content-type')).toContain('text/plain');
});

it('takes the options of a new format, of none but itself, and refuses what it refuses', async () => {
  expect(await text('toy/model.txt?labels=true')).toBe('image\nfeatures\npool\nscores\ncat\ndog');
  expect([await status('onnx/model.onnx?labels=true'), await status('toy/model.txt?labels=maybe')]).toEqual([400, 400]);
  expect(await status('toy/model.h5')).toBe(400);
  const unnamed = await storeArtifact(zoo.blobs, {
    network: tinyNetwork(2),
    ...{ labels: null, preprocessing: null, top: null, task: 'image-classification', test: null },
  });
  expect(await readLabels(zoo.blobs, unnamed)).toBeNull();
  await zoo.publish(2, { name: 'ada/unnamed', artifact: unnamed });
  url = url.replace('tiny', 'unnamed');
  expect(await text('toy/model.txt?labels=true')).toContain('This model has no labels.');
  expect(await text('onnx/model.onnx?preprocessing=true')).toContain('The preprocessing of this model is unknown.');
});

it('lists a new format for the programs that load models', () => {
  expect(exportList().map(({ name, extensions }) => [name, ...extensions])).toEqual([
    ['tfjs', 'json'],
    ['onnx', 'onnx'],
    ['keras', 'h5', 'keras'],
    ['toy', 'txt', 'json'],
  ]);
});
