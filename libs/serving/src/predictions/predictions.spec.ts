import { request } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Admission } from '#graft/admission';
import { Config } from '#graft/config';
import { ModelPool } from '../pool/model-pool.js';
import { PredictController } from './predictions.controller.js';
import { Predictions } from './predictions.js';
import { References } from '#graft/zoo';
import { serve, type TestApp } from '../../../zoo/src/testing/test-app.js';
import { openTestZoo, type TestZoo } from '../../../zoo/src/testing/test-zoo.js';

let zoo: TestZoo;
let pool: ModelPool;
let app: TestApp;
let url: string;
let photo: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  zoo = await openTestZoo();
  pool = new ModelPool(zoo.config, zoo.admission);
  const provided = [
    { provide: References, useValue: zoo.references },
    { provide: ModelPool, useValue: pool },
    { provide: Admission, useValue: zoo.admission },
    { provide: Config, useValue: zoo.config },
  ];
  app = await serve([PredictController], [Predictions, ...provided]);
  await zoo.publish(1);
  url = `${app.url}/models/ada/tiny/versions/latest/predict`;
  const create = { width: 9, height: 9, channels: 3, background: 'teal' } as const;
  photo = new Uint8Array(await sharp({ create }).jpeg().toBuffer());
});
afterAll(async () => {
  await app.close();
  await pool.onApplicationShutdown();
  await zoo.close();
});

async function send(files: [string, Uint8Array<ArrayBuffer>][], query = '') {
  const form = new FormData();
  for (const [name, bytes] of files) form.append('images', new Blob([bytes]), name);
  const response = await fetch(url + query, { method: 'POST', body: form });
  return { status: response.status, body: (await response.json()) as unknown };
}
const both = [
  { label: expect.any(String) as string, probability: expect.any(Number) as number },
  { label: expect.any(String) as string, probability: expect.any(Number) as number },
];

it('answers image by image, under the names of the files', async () => {
  const { status, body } = await send([
    ['grüße.jpg', photo],
    ['text.png', new TextEncoder().encode('no picture')],
  ]);
  expect(status).toBe(200);
  expect(body).toEqual([
    { file: 'grüße.jpg', predictions: both },
    { file: 'text.png', problem: expect.objectContaining({ status: 422 }) as object },
  ]);
});

it('takes the bytes of one image, and gives as many labels as asked for', async () => {
  const headers = { 'Content-Type': 'image/jpeg' };
  const response = await fetch(`${url}?top=1`, { method: 'POST', headers, body: photo });
  expect(await response.json()).toEqual([{ file: 'image', predictions: both.slice(1) }]);
});

it.each([
  ['no images', () => send([]), 422, /no images/],
  ['only bad images', () => send([['a.png', new Uint8Array(9)]]), 422, /a\.png: /],
  [
    'too many images',
    () => send(Array.from({ length: 33 }, (_, i) => [`${i}.jpg`, photo])),
    422,
    /too many images\. At most 32/,
  ],
  ['no number of labels', () => send([['a.jpg', photo]], '?top=0'), 400, /top/],
] as [string, () => ReturnType<typeof send>, number, RegExp][])('refuses %s', async (_, ask, status, says) => {
  const answer = await ask();
  expect(JSON.stringify(answer.body)).toMatch(says);
  expect(answer.status).toBe(status);
});

it('reads nothing of a body that is too large, or that does not say how large it is', async () => {
  const status = (headers: Record<string, string | number>) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers: { 'Content-Type': 'image/png', ...headers } });
      sent.on('response', (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.flushHeaders();
    });
  expect(await status({ 'Content-Length': 100_000_000 })).toBe(413);
  expect(await status({ 'Transfer-Encoding': 'chunked' })).toBe(411);
});
