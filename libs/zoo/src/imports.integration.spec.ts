import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { sharedData } from '../../../test/support/require.js';
import { CATALOGUE } from './catalogue.js';
import { WholeApp } from './testing/whole-app.js';

const mobileNet = sharedData('models/mobilenet-v2-035-224-tfjs');
const digits = sharedData('models/keras-full/kzarama_digits_8x8_tfjs');

// Each import starts a child process, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000 });

interface Imported {
  id: string;
  status: string;
  card: { frontMatter: object; body: string } | null;
  preview: { labels: unknown; preprocessing: unknown; top: unknown; [field: string]: unknown } | null;
  problem: { type: string; detail: string } | null;
}

let app: WholeApp;
let files: string;
beforeAll(async () => {
  app = await WholeApp.start({ ada: 'member', bob: 'member' }, { importAllow: ['localhost'] });
  files = await mkdtemp(join(tmpdir(), 'graft-imports-'));
}, 120_000);
afterAll(async () => {
  await app.close();
  await rm(files, { recursive: true });
});

/** @param entries text by name in the archive. */
async function zipped(name: string, entries: Record<string, Uint8Array>): Promise<string> {
  const zip = new ZipFile();
  for (const [entry, bytes] of Object.entries(entries)) zip.addBuffer(Buffer.from(bytes), entry);
  zip.end();
  const path = join(files, name);
  await writeFile(path, await buffer(zip.outputStream));
  return path;
}

const readAll = async (folder: string) =>
  Object.fromEntries(
    await Promise.all((await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );

describe.skipIf(!mobileNet || !digits)('uploads', () => {
  it('reads model.json and weights sent one by one, shows and publishes them', async () => {
    const uploads = [];
    for (const name of ['model.json', 'weights.bin', 'metadata.json'])
      uploads.push({ id: await app.upload('ada', join(mobileNet!, name), name) });
    const done = await app.import<Imported>('ada', { uploads, name: 'ada/thumbs' });
    expect(done).toMatchObject({
      status: 'succeeded',
      name: 'ada/thumbs',
      card: { frontMatter: {}, body: '' },
      preview: {
        format: 'tfjs-layers',
        architecture: 'MobileNetV2',
        task: 'image-classification',
        inputShape: [224, 224, 3],
        outputShape: [2],
        top: { layer: 'out_relu' },
        labels: { value: ['thumb', 'index'], from: 'metadata.json' },
        preprocessing: { value: { size: [224, 224], resize: 'crop', scale: 1 / 127.5 }, from: 'metadata.json' },
      },
    });
    const path = `/imports/${done.id}/publish`;
    const published = await app.call('ada', 'POST', path, { visibility: 'public', license: 'mit', tags: ['hands'] });
    expect(published).toMatchObject({ ref: 'ada/thumbs@1', created: true });
    const again = await app.call('ada', 'POST', path, { visibility: 'public', license: 'mit', tags: ['hands'] });
    expect(again).toMatchObject({ ref: 'ada/thumbs@1', created: false });
    const original = await app.fetch('bob', 'GET', '/models/ada/thumbs/versions/1/original/weights.bin');
    expect(Buffer.from(await original.arrayBuffer()).equals(await readFile(join(mobileNet!, 'weights.bin')))).toBe(
      true,
    );
    expect(await app.call('bob', 'GET', `/imports/${done.id}`)).toMatchObject({ status: 404 });
  });

  it('reads a zip, asks for preprocessing that nobody said, and takes what the publisher says', async () => {
    const entries = await readAll(digits!);
    const upload = await app.upload('ada', await zipped('digits.zip', entries), 'digits.zip');
    const done = await app.import<Imported>('ada', { upload });
    expect(done.preview).toMatchObject({ preprocessing: null, labels: null });
    const { layers } = await app.call<{ layers: { className: string }[] }>('ada', 'GET', `/imports/${done.id}/layers`);
    expect(layers.at(-1)).toMatchObject({ className: 'Dense', outputShape: [10] });
    const path = `/imports/${done.id}/publish`;
    const request = { name: 'ada/digits', visibility: 'private' };
    expect(await app.call('ada', 'POST', path, request)).toMatchObject({ status: 422, where: 'preprocessing' });
    const labels = [...'0123456789'];
    expect(await app.call('ada', 'POST', path, { ...request, preprocessing: 'unit', labels: ['one'] })).toMatchObject({
      status: 422,
      where: 'labels',
    });
    expect(await app.call('ada', 'POST', path, { ...request, preprocessing: 'unit', labels })).toMatchObject({
      ref: 'ada/digits@1',
    });
    const url = '/models/ada/digits/versions/1/tfjs';
    expect(await app.call('ada', 'GET', `${url}/labels.json`)).toEqual(labels);
    expect(await app.call('ada', 'GET', `${url}/preprocessing.json`)).toMatchObject({ size: [28, 28], channels: 1 });
  });

  it('refuses what cannot be read, says why, and leaves nothing', async () => {
    const blobs = async () => (await readdir(join(app.folder, 'blobs'), { recursive: true })).length;
    const entries = { 'model.json': await readFile(join(mobileNet!, 'model.json')) };
    const upload = await app.upload('ada', await zipped('bad.zip', entries), 'bad.zip');
    const before = await blobs();
    const done = await app.import<Imported>('ada', { upload });
    expect(done).toMatchObject({ status: 'failed', preview: null });
    expect(done.problem!.detail).toBe('model.json names weights.bin, which is not there.');
    expect(await blobs()).toBe(before);
    expect(await readdir(join(app.folder, 'imports'))).toEqual([]);
    expect(await app.call('ada', 'POST', `/imports/${done.id}/publish`, { visibility: 'public' })).toMatchObject({
      status: 409,
    });
  });
});

describe('requests', () => {
  it.each([
    [{}, /exactly one source/],
    [{ upload: 'a', url: 'http://a.example' }, /exactly one source/],
    [{ url: 'ftp://a.example/model.json' }, /url/],
    [{ upload: 'nothing' }, /no upload/],
    [{ index: '/etc' }, /Only an admin/],
    [{ index: 's3://bucket/prefix' }, /No S3 server/],
    [{ url: 'http://a.example/', name: 'Ada' }, /not a model's name/],
  ])('refuses %j', async (request, reason) => {
    const response = await app.fetch('ada', 'POST', '/imports', request);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).toMatch(reason);
  });
});

it('knows what the catalogue says of an address', async () => {
  const { url, md5 } = CATALOGUE.find(({ name }) => name === 'vgg-16-224')!;
  const { id } = await app.call<{ id: string }>('ada', 'POST', '/imports', { url });
  await app.call('ada', 'POST', `/imports/${id}/cancel`);
  const { input } = await app.database.job.findUniqueOrThrow({ where: { id } });
  expect(input).toMatchObject({ source: { url, md5 }, asked: { application: 'VGG16', license: 'cc-by-4.0' } });
});

it.skipIf(!mobileNet)('fetches a model from a permitted host', async () => {
  const host = createServer((request, response) => {
    readFile(join(mobileNet!, request.url!)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo;
  try {
    const done = await app.import<Imported>('ada', { url: `http://localhost:${port}/model.json` });
    expect(done).toMatchObject({ status: 'succeeded', preview: { labels: { value: ['thumb', 'index'] } } });
  } finally {
    host.close();
  }
});
