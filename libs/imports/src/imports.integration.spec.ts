import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { preprocessingOf } from '#graft/images';
import { type Network, writeTfjsLayers } from '#graft/network';
import { type Digest, digestOf } from '#graft/storage';
import { digits } from '../../network/src/testing/keras-files.js';
import { mobileNetFolder } from '../../network/src/testing/mobile-net.js';
import { CATALOGUE } from './catalogue/catalogue.js';
import { tinyNetwork } from '../../zoo/src/testing/test-zoo.js';
import { WholeApp } from './testing/whole-app.js';

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
let mobileNet: string;
beforeAll(async () => {
  app = await WholeApp.start(
    { ada: 'member', bob: 'member', carol: 'member', dave: 'member', erin: 'member', frank: 'member' },
    { importAllow: ['localhost'] },
  );
  mobileNet = await mobileNetFolder();
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

const tinyModel = () => filesOf(tinyNetwork(1));
const digitsModel = () => filesOf(digits());

function filesOf(network: Network): Record<string, Uint8Array> {
  const { modelJson, groups } = writeTfjsLayers(network);
  const weights = groups.flatMap((group) => group.weights.map(({ bytes }) => bytes));
  return { 'model.json': Buffer.from(JSON.stringify(modelJson)), 'weights.bin': Buffer.concat(weights) };
}

describe('uploads', () => {
  it('reads model.json and weights sent one by one, shows and publishes them', async () => {
    const uploads = [];
    for (const name of ['model.json', 'weights.bin', 'metadata.json'])
      uploads.push({ id: await app.upload('ada', join(mobileNet, name), name) });
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
    expect(Buffer.from(await original.arrayBuffer()).equals(await readFile(join(mobileNet, 'weights.bin')))).toBe(true);
    expect(await app.call('bob', 'GET', `/imports/${done.id}`)).toMatchObject({ status: 404 });
  });

  it('reads a zip, asks for the missing preprocessing, and uses the answer', async () => {
    const upload = await app.upload('ada', await zipped('digits.zip', digitsModel()), 'digits.zip');
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
    const entries = { 'model.json': await readFile(join(mobileNet, 'model.json')) };
    const upload = await app.upload('ada', await zipped('bad.zip', entries), 'bad.zip');
    const before = await blobs();
    const done = await app.import<Imported>('ada', { upload });
    expect(done).toMatchObject({ status: 'failed', preview: null });
    expect(done.problem!.detail).toBe(
      'model.json lists weights.bin, which is missing. Upload it together with the model.',
    );
    expect(await blobs()).toBe(before);
    expect(await readdir(join(app.folder, 'imports'))).toEqual([]);
    expect(await app.call('ada', 'POST', `/imports/${done.id}/publish`, { visibility: 'public' })).toMatchObject({
      status: 409,
    });
  });
});

it('is repeated after its commit: the end is recorded, and the upload removed, by the attempt after the one that died', async () => {
  const { database } = app;
  // The process dies after the commit of what was read, before the job's end is recorded.
  await database.$executeRaw`
    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.attempt = 1 AND NEW.status = 'succeeded' THEN RAISE 'killed'; END IF;
      RETURN NEW;
    END $$`;
  await database.$executeRaw`CREATE TRIGGER die BEFORE UPDATE ON "Job" FOR EACH ROW EXECUTE FUNCTION die()`;
  try {
    const upload = await app.upload('ada', await zipped('tiny.zip', tinyModel()), 'tiny.zip');
    const done = await app.import<Imported>('ada', { upload });
    expect(done).toMatchObject({ status: 'succeeded', preview: { format: 'tfjs-layers' } });
    const events = await database.jobEvent.findMany({ where: { jobId: done.id }, orderBy: { seq: 'asc' } });
    const data = events.map((event) => event.data as { attempt?: number; step?: string; state?: string });
    expect(data.flatMap(({ attempt = [] }) => attempt)).toEqual([1, 2]);
    expect(data.filter(({ step, state }) => step === 'read' && state === 'started')).toHaveLength(1);
    await vi.waitFor(async () => expect(await readdir(join(app.folder, 'uploads'))).not.toContain(upload));
    expect(await readdir(join(app.folder, 'imports'))).toEqual([]);
  } finally {
    await database.$executeRaw`DROP TRIGGER die ON "Job"`;
  }
});

it('shows an example image before and after a preprocessing', async () => {
  const upload = await app.upload('ada', await zipped('example.zip', tinyModel()), 'example.zip');
  const { id } = await app.import<Imported>('ada', { upload });
  const example = (preprocessing?: string) =>
    app.fetch('ada', 'GET', `/imports/${id}/example.png${preprocessing ? `?preprocessing=${preprocessing}` : ''}`);
  const settings = (change: object) => encodeURIComponent(JSON.stringify({ ...preprocessingOf('tf', 8), ...change }));
  const squashed = Buffer.from(await (await example('tf')).arrayBuffer());
  const { width, height } = await sharp(squashed).metadata();
  expect([width, height]).toEqual([352 + 16 + 36 * 8, 288]);
  const cropped = await example(settings({ resize: 'crop', cropFraction: 0.5 }));
  expect(cropped.status).toBe(200);
  expect(Buffer.from(await cropped.arrayBuffer()).equals(squashed)).toBe(false);
  expect(await (await example(settings({ cropFraction: 0 }))).text()).toContain('cropFraction');
  expect(await (await example('{')).text()).toContain('is not JSON');
  expect(await (await example()).text()).toContain('The preprocessing of this model is unknown.');
});

it('keeps the upload of an import that failed', async () => {
  const upload = await app.upload('ada', await zipped('empty.zip', { 'a.txt': Buffer.from('a') }), 'empty.zip');
  const failed = await app.import<Imported>('ada', { upload });
  expect(failed.status).toBe('failed');
  expect(await readdir(join(app.folder, 'uploads'))).toContain(upload);
});

describe('an import', () => {
  /** A model that was read and not published; the digest of its zip, which no other import has. */
  async function digitsOf(who: string): Promise<{ id: string; zip: Digest }> {
    const path = await zipped(`${who}.zip`, { ...digitsModel(), 'notes.txt': randomBytes(8) });
    const upload = await app.upload(who, path, 'digits.zip');
    const { id, status } = await app.import<Imported>(who, { upload, name: `${who}/digits` });
    expect(status).toBe('succeeded');
    return { id, zip: digestOf(await readFile(path)) };
  }
  const publish = (who: string, id: string) =>
    app.fetch(who, 'POST', `/imports/${id}/publish`, { visibility: 'private', preprocessing: 'unit' });
  /** What needs a blob, as a sweep sees it and as it is told. */
  const usersOf = async (blob: Digest) => {
    const users = (await app.roots.users([blob])).get(blob)!;
    let isNeeded = false;
    for await (const { digest } of app.roots.needs()) isNeeded ||= digest === blob;
    expect(isNeeded).toBe(users.length > 0);
    return users;
  };

  it('is listed, holds what it read, and is deleted by its owner', async () => {
    const { id, zip } = await digitsOf('carol');
    const { items } = await app.call<{ items: { id: string; expiresAt: string; finishedAt: string }[] }>(
      'carol',
      'GET',
      '/imports',
    );
    expect(items).toMatchObject([{ id, status: 'succeeded', name: 'carol/digits', published: null }]);
    expect(Date.parse(items[0]!.expiresAt) - Date.parse(items[0]!.finishedAt)).toBe(7 * 24 * 3600 * 1000);
    expect(await usersOf(zip)).toEqual([`import:${id}`]);
    expect((await app.fetch('bob', 'DELETE', `/imports/${id}`)).status).toBe(404);
    expect((await app.fetch('carol', 'DELETE', `/imports/${id}`)).status).toBe(204);
    expect(await usersOf(zip)).toEqual([]);
    expect((await publish('carol', id)).status).toBe(404);
  });

  it('is not deleted while it is at work', async () => {
    const { id } = await app.call<{ id: string }>('carol', 'POST', '/imports', { url: 'http://127.0.0.1:9/a.h5' });
    await app.database.job.update({ where: { id }, data: { status: 'running', finishedAt: null } });
    expect(await app.call('carol', 'DELETE', `/imports/${id}`)).toMatchObject({ status: 409 });
    await app.database.job.update({ where: { id }, data: { status: 'failed', finishedAt: new Date() } });
    expect((await app.fetch('carol', 'DELETE', `/imports/${id}`)).status).toBe(204);
  });

  it('leaves what it was published as, which holds the blobs from then on', async () => {
    const { id, zip } = await digitsOf('dave');
    expect((await publish('dave', id)).status).toBe(200);
    expect(await usersOf(zip)).toEqual(['dave/digits@1']);
    expect(await (await publish('dave', id)).json()).toMatchObject({ ref: 'dave/digits@1', created: false });
    expect((await app.fetch('dave', 'DELETE', `/imports/${id}`)).status).toBe(204);
    expect(await app.call('dave', 'GET', '/models/dave/digits/versions/1')).toMatchObject({ number: 1 });
  });

  it('is forgotten a week after its end, and holds nothing from then on', async () => {
    const { id, zip } = await digitsOf('carol');
    const ended = (days: number) =>
      app.database.job.update({ where: { id }, data: { finishedAt: new Date(Date.now() - days * 24 * 3600 * 1000) } });
    await ended(6.9);
    expect(await usersOf(zip)).toEqual([`import:${id}`]);
    await ended(7.1);
    expect(await app.call('carol', 'GET', `/imports/${id}`)).toMatchObject({
      status: 404,
      detail: expect.stringMatching(/kept for 7 days/) as string,
    });
    expect((await publish('carol', id)).status).toBe(404);
    expect(await usersOf(zip)).toEqual([]);
    expect(await app.call('carol', 'GET', '/imports')).toMatchObject({ items: [] });
    await app.call('dave', 'POST', '/imports', { url: 'http://127.0.0.1:9/a.h5' }); // a new one sweeps
    expect(await app.database.job.findUnique({ where: { id } })).toBeNull();
  });

  it('counts in the quota of its account for as long as it holds blobs', async () => {
    const { id } = await digitsOf('erin');
    const blobs = await app.database.importBlob.findMany({ where: { importId: id } });
    const bytes = blobs.reduce((sum, { size }) => sum + Number(size), 0);
    const path = join(files, 'erin.zip');
    const { size } = await stat(path);
    const quota = (quotaBytes: number) =>
      app.database.account.update({ where: { name: 'erin' }, data: { quotaBytes } });
    await quota(bytes + size - 1);
    await expect(app.upload('erin', path, 'digits.zip')).rejects.toThrow();
    await quota(bytes + size);
    // The very same blobs, which count once; so the upload's room is enough for it.
    const again = await app.import<Imported>('erin', { upload: await app.upload('erin', path, 'digits.zip') });
    expect(again).toMatchObject({ status: 'succeeded' });
    await quota(1);
    await app.database.import.update({ where: { id }, data: { blobs: { deleteMany: {} } } });
    expect(await (await publish('erin', id)).json()).toMatchObject({ status: 413 });
  });

  it('that does not fit the quota fails, and keeps nothing', async () => {
    const host = createServer((request, response) => {
      const bytes = digitsModel()[request.url!.slice(1)];
      if (bytes) response.end(bytes);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    await app.database.account.update({ where: { name: 'frank' }, data: { quotaBytes: 1_000 } });
    const failed = await app.import<Imported>('frank', { url: `http://localhost:${port}/model.json` });
    host.close();
    expect(failed).toMatchObject({ status: 'failed', problem: { status: 413, accepted: 1_000 }, preview: null });
    expect(await app.database.importBlob.count({ where: { importId: failed.id } })).toBe(0);
  });
});

describe('requests', () => {
  it.each([
    [{}, /exactly one source/],
    [{ upload: 'a', url: 'http://a.example' }, /exactly one source/],
    [{ url: 'ftp://a.example/model.json' }, /url/],
    [{ upload: 'nothing' }, /no upload/],
    [{ index: '/etc' }, /may not be indexed/],
    [{ index: 's3://bucket/prefix' }, /may not be indexed/],
    [{ index: 's3:///../../home/x' }, /is not a source of models/],
    [{ url: 'http://a.example/', name: 'Ada' }, /not the name of a model/],
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

it('goes on with the imports of others while two hosts drip bytes to one account', async () => {
  const open = new Set<ServerResponse>();
  const dripping = () =>
    createServer((_, response) => {
      open.add(response);
      response.writeHead(200).write('.');
    });
  const hosts = [dripping(), dripping()];
  const drip = setInterval(() => open.forEach((response) => response.write('.')), 100);
  try {
    const slow: string[] = [];
    for (const host of hosts) {
      await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
      const { port } = host.address() as AddressInfo;
      slow.push(await app.begin('ada', { url: `http://localhost:${port}/model.json` }));
    }
    await vi.waitFor(() => expect(open.size).toBe(1), { timeout: 30_000 });
    const upload = await app.upload('bob', await zipped('bobs.zip', tinyModel()), 'bobs.zip');
    expect(await app.import<Imported>('bob', { upload })).toMatchObject({ status: 'succeeded' });
    const states = await Promise.all(slow.map((path) => app.call<{ status: string }>('ada', 'GET', path)));
    expect(states.map(({ status }) => status)).toEqual(['running', 'queued']);
    for (const path of slow.reverse()) await app.call('ada', 'POST', `${path}/cancel`);
  } finally {
    clearInterval(drip);
    for (const host of hosts) {
      host.closeAllConnections();
      host.close();
    }
  }
});

it('fetches a model from a permitted host', async () => {
  const host = createServer((request, response) => {
    readFile(join(mobileNet, request.url!)).then(
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
