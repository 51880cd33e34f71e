import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '#graft/database';
import { BlobRoots, BlobStore, type Digest } from '#graft/storage';
import { Uploads } from '#graft/uploads';
import { Datasets } from './index.js';
import type { SampleResponse } from './sample.controller.js';
import { type Arrival, type Member, TestServer } from './testing/test-server.js';

let dataDir: string;
let server: TestServer;
let ada: Member;
let bob: Member;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'graft-datasets-'));
  server = await TestServer.start(dataDir);
  ada = await server.member('ada');
  bob = await server.member('bob');
});

afterAll(async () => {
  await server.app.close();
  await rm(dataDir, { recursive: true });
});

type Files = Record<string, Buffer | string>;
interface Version {
  number: number;
  digest: string;
  labels: string[];
  images: number;
}
interface Item {
  name: string;
  labels: string[];
  width: number;
  height: number;
  format: string;
  contentDigest: string;
  image: string;
  thumbnail: string;
}
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Small pictures, each another one. */
async function pictures(labels: string[], each = 3): Promise<Files> {
  const files: Files = {};
  for (const [l, label] of labels.entries())
    for (let i = 0; i < each; i++) {
      const background = { r: 40 * l, g: 20 * i, b: 100 };
      const drawn = sharp({ create: { width: 20, height: 10, channels: 3, background } });
      files[`${label}/${i}.png`] = await drawn.png().toBuffer();
    }
  return files;
}

/** A JPEG of many kilobytes, as cameras make them; another one for another seed. */
function photo(seed: number): Promise<Buffer> {
  const [width, height] = [300, 200];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => 128 + 127 * Math.sin(i * i + seed));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
}

const versionOf = (name: string, who = ada) => server.get<Version>(`/datasets/ada/${name}/versions/latest`, who);

describe('photos with all that goes wrong with them', () => {
  let arrival: Arrival;
  const base = '/datasets/ada/pets/versions/1';

  beforeAll(async () => {
    const files: Files = {};
    for (const [l, label] of ['cat', 'dog'].entries()) {
      for (let i = 0; i < 12; i++) files[`pets/${label}/${label}.${i}.jpg`] = await photo(12 * l + i);
      files[`pets/${label}/again.jpg`] = files[`pets/${label}/${label}.0.jpg`]!;
      files[`pets/${label}/zz-cut.jpg`] = files[`pets/${label}/${label}.1.jpg`]!.slice(0, 4_000);
    }
    files['pets/cat/not_a_photo.gif'] = await sharp(await photo(99))
      .gif()
      .toBuffer();
    files['pets/cat/turned.jpg'] = await sharp(files['pets/cat/again.jpg'] as Buffer)
      .withMetadata({ orientation: 6 })
      .toBuffer();
    files['pets/dog/text.jpg'] = 'not a photo';
    files['pets/dog/huge.png'] = await sharp({
      create: { width: 2_000, height: 1_000, channels: 3, background: 'red' },
    })
      .png()
      .toBuffer();
    files['pets/README.md'] = '# Pets';
    files['__MACOSX/pets/cat/._again.jpg'] = 'clutter';
    files['pets/.DS_Store'] = 'clutter';
    arrival = await server.arrive('pets', files, ada, { license: 'Apache-2.0' });
  });

  it('arrive as version 1, private', async () => {
    expect(arrival).toMatchObject({ status: 'succeeded', dataset: 'ada/pets', version: 1, problem: null });
    expect(await server.get('/datasets/ada/pets', ada)).toMatchObject({
      owner: 'ada',
      name: 'pets',
      visibility: 'private',
      license: 'Apache-2.0',
      versions: [{ number: 1, images: 28, labels: ['cat', 'dog'] }],
    });
    expect(await server.get(`${base}/labels`, ada)).toEqual({
      items: [
        { label: 'cat', count: 15 },
        { label: 'dog', count: 13 },
      ],
    });
    await vi.waitFor(async () => expect(await readdir(join(dataDir, 'uploads'))).toEqual([]));
  });

  it('are told of by name where they are bad or odd', async () => {
    const { items } = await server.get<Page<{ name: string; reason: string; leftOut: boolean }>>(
      `${base}/problems`,
      ada,
    );
    const problems = Object.fromEntries(items.map(({ name, reason, leftOut }) => [name, [leftOut, reason]]));
    expect(problems).toEqual({
      'README.md': [true, expect.stringMatching(/not in a folder/)],
      'cat/not_a_photo.gif': [false, expect.stringMatching(/a GIF/)],
      'cat/zz-cut.jpg': [true, expect.stringMatching(/incomplete/)],
      'dog/huge.png': [true, expect.stringMatching(/2000 × 1000/)],
      'dog/text.jpg': [true, expect.stringMatching(/is text/)],
      'dog/zz-cut.jpg': [true, expect.stringMatching(/incomplete/)],
    });
  });

  it('are listed in pages, sorted by name', async () => {
    const names: string[] = [];
    let path: string | undefined = `${base}/items?limit=10`;
    while (path) {
      const response = await server.fetch(path, ada);
      names.push(...((await response.json()) as Page<Item>).items.map(({ name }) => name));
      path = /^<(.*)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(names).toHaveLength(28);
    expect(names).toEqual(names.toSorted());
    const dogs = await server.get<Page<Item>>(`${base}/items?label=dog`, ada);
    expect(dogs.items.map(({ labels }) => labels)).toEqual(Array(13).fill(['dog']));
  });

  it('are known again in another file, and shown upright', async () => {
    const { items } = await server.get<Page<Item>>(`${base}/items?label=cat`, ada);
    const again = items.find(({ name }) => name === 'cat/again.jpg')!;
    const turned = items.find(({ name }) => name === 'cat/turned.jpg')!;
    expect(items.filter(({ contentDigest }) => contentDigest === again.contentDigest)).toHaveLength(2);
    expect([turned.width, turned.height]).toEqual([again.height, again.width]);
    const thumbnail = await server.fetch(`${turned.thumbnail}?size=64`, ada);
    const shown = await sharp(Buffer.from(await thumbnail.arrayBuffer())).metadata();
    expect(shown.format).toBe('webp');
    expect(Math.max(shown.width, shown.height)).toBe(64);
    expect(shown.width > shown.height).toBe(turned.width > turned.height);
    const image = await server.fetch(again.image, ada);
    expect(image.headers.get('content-type')).toBe('image/jpeg');
    expect((await sharp(Buffer.from(await image.arrayBuffer())).metadata()).width).toBe(again.width);
  });

  it('tell of their progress as events', async () => {
    const events = await (await server.fetch(`/datasets/arrivals/${arrival.id}/events`, ada)).text();
    expect(events).toMatch(/event: status\ndata: {"status":"queued"/);
    expect(events).toMatch(/event: progress\ndata: {"done":32,"step":"images","total":32/);
    expect(events).toMatch(/Left out: .*cat\/zz-cut\.jpg/);
    expect(events).toMatch(/as another file: 2/);
    expect((await server.fetch(`/datasets/arrivals/${arrival.id}/events`, bob)).status).toBe(404);
  });
});

describe('a data set', () => {
  it('gets a new version under the same name; those before never change', async () => {
    const files = await pictures(['a', 'b']);
    await server.arrive('twice', files, ada);
    const first = await versionOf('twice');
    expect(first).toMatchObject({ number: 1, images: 6, labels: ['a', 'b'] });
    const more = {
      ...files,
      'b/more.png': await sharp(files['a/0.png'] as Buffer)
        .rotate(90)
        .png()
        .toBuffer(),
    };
    expect(await server.arrive('ada/twice', more, ada)).toMatchObject({ status: 'succeeded', version: 2 });
    expect(await versionOf('twice')).toMatchObject({ number: 2, images: 7 });
    expect(await server.get('/datasets/ada/twice/versions/1', ada)).toEqual(first);
  });

  it('is found by reference', async () => {
    const datasets = server.app.get(Datasets);
    const caller = { accountId: ada.accountId, name: 'ada', scopes: ['read' as const] };
    expect((await datasets.resolve('twice', caller)).number).toBe(2);
    const version = await datasets.resolve('ada/twice@2', caller);
    expect(version).toMatchObject({ number: 2, dataset: { namespace: 'ada' } });
    expect((await datasets.items(version.id)).map(({ name }) => name).at(-1)).toBe('b/more.png');
    await expect(datasets.resolve('twice@9', caller)).rejects.toMatchObject({ extras: { accepted: [2, 1] } });
    await expect(datasets.resolve('nothing', caller)).rejects.toMatchObject({ type: 'not-found' });
  });

  it('is for its owner alone unless it is public', async () => {
    await server.arrive('open', await pictures(['x', 'y'], 5), ada, { visibility: 'public' });
    for (const path of ['', '/versions/1', '/versions/1/items', '/versions/1/items/0/image']) {
      const statuses = async (name: string) =>
        Promise.all(
          [ada, bob, null].map(async (who) => (await server.fetch(`/datasets/ada/${name}${path}`, who)).status),
        );
      expect(await statuses('twice')).toEqual([200, 404, 404]);
      expect(await statuses('open')).toEqual([200, 200, 200]);
    }
    const names = async (who: Member | null) =>
      (await server.get<Page<{ name: string }>>('/datasets', who)).items.map(({ name }) => name);
    expect(await names(ada)).toEqual(expect.arrayContaining(['open', 'twice']));
    expect(await names(bob)).toEqual(['open']);
    expect(await names(null)).toEqual(['open']);
    expect((await server.fetch('/datasets/ada/open', bob, { method: 'DELETE' })).status).toBe(403);
  });

  it('goes when its owner says so: runs of others neither keep it nor are named, and its blobs are needed no more', async () => {
    const database = server.app.get(Database);
    const { id } = (await database.datasetVersion.findFirst({ where: { dataset: { name: 'open' } } }))!;
    const model = await database.model.create({
      data: { namespace: 'ada', name: 'base', accountId: ada.accountId, visibility: 'private', title: '', task: '' },
    });
    const base = await database.version.create({
      data: { modelId: model.id, number: 1, digest: '', artifactDigest: '', manifest: {} },
    });
    const run = async ({ accountId }: Member, status: 'queued' | 'succeeded') => {
      const job = await database.job.create({ data: { kind: 'run', status, accountId, input: {} } });
      const parts = { baseVersionId: base.id, datasetVersionId: id, dataset: {}, recipe: {}, reasons: {} };
      return (await database.run.create({ data: { id: job.id, ...parts } })).id;
    };
    await run(ada, 'succeeded');
    const [own, others] = [await run(ada, 'queued'), await run(bob, 'queued')];
    const remove = () => server.fetch('/datasets/ada/open', ada, { method: 'DELETE' });
    const refused = await remove();
    expect(refused.status).toBe(409);
    const said = await refused.text();
    expect(said).toContain(own);
    expect(said).not.toMatch(new RegExp(`${others}|bob`));

    const needed = async () => {
      const digests = new Set<string>();
      for await (const { digest } of server.app.get(BlobRoots).needs()) digests.add(digest);
      return digests;
    };
    const { digest } = (await database.datasetItem.findFirst({ where: { versionId: id, name: 'x/4.png' } }))!;
    expect(await needed()).toContain(digest);
    await database.job.update({ where: { id: own }, data: { status: 'cancelled' } });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect(await needed()).not.toContain(digest);
    expect(await server.app.get(BlobStore).stat(digest as Digest)).not.toBeNull();
    expect(await database.run.findMany({ select: { datasetVersionId: true } })).toEqual(
      Array.from({ length: 3 }, () => ({ datasetVersionId: null })),
    );
  });
});

describe('visibility', () => {
  const shown = async (name: string) => {
    const { visibility, license } = await server.get<{ visibility: string; license: string }>(
      `/datasets/ada/${name}`,
      ada,
    );
    return { visibility, license };
  };
  const kept = { visibility: 'private', license: 'mine' };
  beforeAll(async () => {
    await server.arrive('guarded', await pictures(['a', 'b']), ada, { license: 'mine' });
  });

  it('of a data set that has versions is not changed by a request for another version', async () => {
    const upload = await server.upload(await pictures(['a', 'b'], 4), ada);
    const refused = await server.post('/datasets', { name: 'guarded', upload, visibility: 'public' }, ada);
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { received: 'public', accepted: 'private', detail: expect.stringMatching(/is private/) as string },
    ]);
    await server.app.get(Uploads).remove(upload);
    expect(await shown('guarded')).toEqual(kept);
  });

  it('and licence are not changed by an arrival that fails or is cancelled', async () => {
    const more = { visibility: 'private', license: 'theirs' };
    const failed = await server.arrive('guarded', { ...(await pictures(['a'])), 'b/1.jpg': 'text' }, ada, more);
    expect(failed).toMatchObject({ status: 'failed' });
    expect(await shown('guarded')).toEqual(kept);

    const arrival = await server.begin({ name: 'guarded', sample: true, ...more }, ada);
    await server.post(`${arrival}/cancel`, {}, ada);
    expect(await server.ended(arrival, ada)).toMatchObject({ status: 'cancelled' });
    expect(await shown('guarded')).toEqual(kept);

    await server.arrive('guarded', await pictures(['a', 'b'], 5), ada, more);
    expect(await shown('guarded')).toEqual(more);
  });

  it('of a new data set begins with its first version', async () => {
    const row = () => server.app.get(Database).dataset.findFirst({ where: { name: 'fresh' } });
    const arrival = await server.begin({ name: 'fresh', sample: true, visibility: 'public' }, ada);
    expect(await row()).toMatchObject({ visibility: 'private', license: null });
    expect(await (await server.fetch('/datasets/ada/fresh', bob)).text()).not.toContain('arriving');
    await server.post(`${arrival}/cancel`, {}, ada);
    await server.ended(arrival, ada);
    await server.arrive('fresh', await pictures(['a', 'b']), ada, { visibility: 'public' });
    expect(await row()).toMatchObject({ visibility: 'public' });
  });

  it('is changed by its own call, of its owner', async () => {
    const change = async (who: Member, visibility: string) => {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'PATCH', headers, body: JSON.stringify({ visibility }) };
      return (await server.fetch('/datasets/ada/fresh', who, init)).status;
    };
    expect(await change(bob, 'private')).toBe(403);
    expect(await change(ada, 'secret')).toBe(400);
    expect(await change(ada, 'private')).toBe(200);
    expect(await change(bob, 'public')).toBe(404);
    expect((await server.fetch('/datasets/ada/fresh', bob)).status).toBe(404);
  });
});

describe('what is sent', () => {
  it('leaves nothing when it is refused', async () => {
    const arrival = await server.arrive('refused', { ...(await pictures(['a'])), 'b/1.jpg': 'text' }, ada);
    expect(arrival).toMatchObject({ status: 'failed', problem: { status: 422, received: ['b'] } });
    expect(await server.app.get(Database).dataset.findFirst({ where: { name: 'refused' } })).toBeNull();
    expect((await server.fetch('/datasets/ada/refused', ada)).status).toBe(404);
    await vi.waitFor(async () => expect(await readdir(join(dataDir, 'uploads'))).toEqual([]));
  });

  it('is refused at once when it is asked for wrongly', async () => {
    const ask = async (body: object, who = ada) => (await server.post('/datasets', body, who)).status;
    expect(await ask({ name: 'x' })).toBe(422);
    expect(await ask({ name: 'x', sample: true, upload: 'y' })).toBe(422);
    expect(await ask({ name: 'Bad Name', sample: true })).toBe(422);
    expect(await ask({ name: 'bob/x', sample: true })).toBe(403);
    expect(await ask({ name: 'x', upload: '0'.repeat(32) })).toBe(404);
    expect(await ask({ name: 'x', upload: await server.upload({ a: 'b' }, bob) })).toBe(403);
  });

  it('arrives one version at a time, and can be cancelled', async () => {
    const arrival = await server.begin({ name: 'stopped', sample: true }, ada);
    expect((await server.post('/datasets', { name: 'stopped', sample: true }, ada)).status).toBe(409);
    expect((await server.post(`${arrival}/cancel`, {}, bob)).status).toBe(404);
    expect((await server.post(`${arrival}/cancel`, {}, ada)).status).toBe(200);
    expect((await server.ended(arrival, ada)).status).toBe('cancelled');
    const database = server.app.get(Database);
    await vi.waitFor(async () => expect(await database.dataset.count({ where: { name: 'stopped' } })).toBe(0));
  });
});

describe('the sample set', () => {
  it('arrives though the service is stopped in the middle, and is the same each time', async () => {
    const arrival = await server.begin({ name: 'emoji', sample: true }, ada);
    const jobId = arrival.split('/').at(-1)!;
    const progress = { where: { jobId, type: 'progress' } };
    await vi.waitFor(
      async () => expect(await server.app.get(Database).jobEvent.count(progress)).toBeGreaterThan(0),
      30_000,
    );
    await server.app.close();
    server = await TestServer.start(dataDir);
    expect(await server.ended(arrival, ada)).toMatchObject({ status: 'succeeded' });
    expect(await server.app.get(Database).job.findUnique({ where: { id: jobId } })).toMatchObject({ attempt: 2 });

    expect(await server.get('/datasets/ada/emoji', ada)).toMatchObject({ license: 'CC-BY-4.0' });
    const first = await versionOf('emoji');
    expect(first).toMatchObject({ labels: ['animals', 'clothing', 'faces', 'flags', 'food', 'vehicles'] });
    await server.ended(await server.begin({ name: 'emoji', sample: true }, ada), ada);
    expect(await versionOf('emoji')).toMatchObject({ number: 2, digest: first.digest });
  });

  it('is described before an account adds it', async () => {
    const { images, labels } = await server.get<SampleResponse>('/datasets/sample', null);
    expect(labels).toEqual((await server.get<Page<unknown>>('/datasets/ada/emoji/versions/1/labels', ada)).items);
    expect(images).toBe((await versionOf('emoji')).images);
  });

  it('holds out pictures that it does not have', async () => {
    const { items } = await server.get<Page<{ name: string; image: string }>>('/datasets/sample/held-out', null);
    const arrived = await server.get<Page<Item>>('/datasets/ada/emoji/versions/1/items?limit=500', ada);
    const known = new Set(arrived.items.map(({ name }) => name));
    expect(items.filter(({ name }) => known.has(name))).toEqual([]);
    const image = await server.fetch(items[0]!.image, null);
    expect((await sharp(Buffer.from(await image.arrayBuffer())).metadata()).width).toBe(224);
    expect((await server.fetch('/datasets/sample/held-out/faces/missing.png', null)).status).toBe(404);
  });
});
