import { cp, mkdtemp, open, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Service } from './support/service.js';
import { ended, smallModel } from './support/shared.js';

const MODEL = 'owner/small';
/** A reader that hangs would wait for ever. */
const patient = () => ({ signal: AbortSignal.timeout(20_000) });

let service: Service;
let replica: string;
beforeAll(async () => {
  service = await Service.start({ GRAFT_STARTER: 'false' });
  replica = await mkdtemp(join(tmpdir(), 'graft-replica-'));
}, 60_000);
afterAll(async () => {
  await service?.dispose();
  await rm(replica, { recursive: true, force: true });
});

const place = (digest: string) => join(service.dataDir, 'blobs', digest.slice(7, 9), digest.slice(7));

/** Changes one bit in the middle of a file. */
async function flip(path: string): Promise<void> {
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, size >> 1);
  byte[0]! ^= 1;
  await file.write(byte, 0, 1, size >> 1);
  await file.close();
}

describe('what has been damaged on the disk', { timeout: 120_000 }, () => {
  /** The weights' first shard, and the blob that it is. */
  let shard: { path: string; digest: string; size: number };
  let image: { path: string; digest: string };
  beforeAll(async () => {
    const imported = await service.graft('import', await smallModel(), '--name', MODEL, '--json');
    if (imported.code !== 0) throw new Error(imported.stderr);
    const base = `/api/v1/models/${MODEL}/versions/1/tfjs`;
    const { weightsManifest } = (await (await service.fetch(`${base}/model.json`)).json()) as {
      weightsManifest: { paths: string[] }[];
    };
    const paths = weightsManifest.flatMap((group) => group.paths);
    const sizes = await Promise.all(
      paths.map(async (path) => (await (await service.fetch(`${base}/${path}`)).arrayBuffer()).byteLength),
    );
    const largest = sizes.indexOf(Math.max(...sizes));
    const path = `${base}/${paths[largest]!}`;
    shard = { path, digest: `sha256:${paths[largest]!.slice(0, 64)}`, size: sizes[largest]! };
    await service.graft('dataset', 'create', 'emoji', '--sample', '--json');
    const item = '/api/v1/datasets/owner/emoji/versions/1/items/0/image';
    const answer = await service.fetch(item);
    image = { path: item, digest: answer.headers.get('etag')!.replaceAll('"', '') };
    await answer.arrayBuffer();
    await cp(join(service.dataDir, 'blobs'), replica, { recursive: true });
  }, 120_000);

  it('is not served as if it were whole: a large file breaks off, a small one is a problem that names it', async () => {
    await flip(place(shard.digest));
    const answer = await service.fetch(shard.path, patient());
    expect(answer.headers.get('content-length')).toBe(String(shard.size));
    await expect(answer.arrayBuffer()).rejects.toThrow(/terminated/);
    const problem = { status: 503, detail: expect.stringMatching(new RegExp(`${shard.digest}.*graft fsck`)) as string };
    const part = await service.fetch(shard.path, { ...patient(), headers: { Range: 'bytes=0-9' } });
    expect([part.status, await part.json()]).toEqual([503, expect.objectContaining(problem)]);
    const onnx = await service.fetch(`/api/v1/models/${MODEL}/versions/1/onnx/model.onnx`, patient());
    expect([onnx.status, await onnx.json()]).toEqual([503, expect.objectContaining(problem)]);

    await truncate(place(image.digest), 100);
    const shortened = await service.fetch(image.path, patient());
    expect([shortened.status, await shortened.text()]).toEqual([503, expect.stringContaining(image.digest)]);
    const thumbnail = await service.fetch(image.path.replace('/image', '/thumbnail'), patient());
    expect([thumbnail.status, await thumbnail.text()]).toEqual([503, expect.stringContaining(image.digest)]);
    expect(await service.log()).toContain(shard.digest);
  });

  it('is found by fsck, with what it touches, and mended from the original upload and from a replica', async () => {
    const found = await service.graft('fsck', '--json');
    expect([found.code, found.json.ok]).toEqual([1, false]);
    expect(found.json.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'damaged',
          digest: shard.digest,
          touches: expect.arrayContaining([`${MODEL}@1`]) as string[],
        }),
        expect.objectContaining({ kind: 'damaged', digest: image.digest, touches: ['dataset:owner/emoji@1'] }),
      ]),
    );
    const first = await service.graft('fsck', '--mend', '--json');
    expect([first.code, first.json.mended]).toEqual([
      1,
      [{ digest: shard.digest, from: `the original upload of ${MODEL}@1` }],
    ]);
    const second = await service.graft('fsck', '--mend', '--replica', replica, '--json');
    expect([second.code, second.json.mended]).toEqual([0, [{ digest: image.digest, from: replica }]]);
    expect((await (await service.fetch(shard.path)).arrayBuffer()).byteLength).toBe(shard.size);
    expect((await service.fetch(image.path)).status).toBe(200);
  });

  it('is brought back from a replica, unless that is damaged as well', async () => {
    await rm(place(image.digest));
    const copy = join(replica, image.digest.slice(7, 9), image.digest.slice(7));
    await flip(copy);
    const refused = await service.graft('fsck', '--quick', '--mend', '--replica', replica, '--json');
    expect([refused.code, refused.json.findings[0]]).toEqual([
      1,
      expect.objectContaining({ kind: 'missing', digest: image.digest }),
    ]);
    await flip(copy);
    const mended = await service.graft('fsck', '--quick', '--mend', '--replica', replica);
    expect([mended.code, mended.stdout]).toEqual([0, expect.stringContaining(`from ${replica}`)]);
  });

  it('is made again where it was a cached export', async () => {
    const cache = join(service.dataDir, 'cache', 'exports');
    const pull = async () =>
      Buffer.from(await (await service.fetch(`/api/v1/models/${MODEL}/versions/1/onnx/model.onnx`)).arrayBuffer());
    const before = await pull();
    for (const name of await readdir(cache)) await truncate(join(cache, name), 1000);
    expect((await pull()).equals(before)).toBe(true);
  });
});

/** A model of one dense layer as tf.js saves it; others for other seeds. */
async function uploadTiny(seed: number): Promise<object> {
  const dense = { name: 'd', units: 2, activation: 'softmax', use_bias: false, batch_input_shape: [null, 4] };
  const modelJson = JSON.stringify({
    format: 'layers-model',
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'tiny', layers: [{ class_name: 'Dense', config: { ...dense, dtype: 'float32' } }] },
      keras_version: '2.12.0',
    },
    weightsManifest: [{ paths: ['w.bin'], weights: [{ name: 'd/kernel', shape: [4, 2], dtype: 'float32' }] }],
  });
  const weights = Buffer.from(Float32Array.from({ length: 8 }, (_, i) => seed + i / 8).buffer);
  const uploads = [];
  for (const [name, bytes] of [
    ['model.json', Buffer.from(modelJson)],
    ['w.bin', weights],
  ] as const) {
    const tus = { 'Tus-Resumable': '1.0.0' };
    const created = await service.fetch('/uploads', {
      method: 'POST',
      headers: { ...tus, 'Upload-Length': String(bytes.length) },
    });
    const path = new URL(created.headers.get('location')!, service.url).pathname;
    const headers = { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    await service.fetch(path, { method: 'PATCH', headers, body: bytes });
    uploads.push({ id: path.split('/').at(-1), name });
  }
  return { uploads };
}

describe('sweeps without a grace period, one after the other', { timeout: 180_000 }, () => {
  const IMPORTS = 8;
  /** Of the model and the data set that were damaged above, and mended. */
  const FINE_TUNE = {
    base: MODEL,
    dataset: 'owner/emoji',
    recipe: { epochs: 2 },
    publishAs: { name: 'owner/tuned', visibility: 'private' },
  };

  it('break no import, arrival, run or publication that is under way', async () => {
    const [ids, arrival] = [
      await Promise.all(
        Array.from(
          { length: IMPORTS },
          async (_, seed) => (await service.call('POST', '/imports', await uploadTiny(seed))).id as string,
        ),
      ),
      await service.call('POST', '/datasets', { name: 'arriving', sample: true }),
    ];
    const run = await service.call('POST', '/runs', FINE_TUNE);
    let [working, sweeps] = [true, 0];
    const sweeping = (async () => {
      for (; working; sweeps++) await service.call('POST', '/gc?graceHours=0&force=true');
    })();
    const published = await Promise.all(
      ids.map(async (id, seed) => {
        expect(await ended(service, id, '/imports')).toMatchObject({ status: 'succeeded' });
        return service.call('POST', `/imports/${id}/publish`, { name: `owner/swept-${seed}`, visibility: 'private' });
      }),
    );
    expect(published).toHaveLength(IMPORTS);
    expect(await ended(service, arrival.id, '/datasets/arrivals')).toMatchObject({ status: 'succeeded' });
    expect(await ended(service, run.id)).toMatchObject({
      status: 'succeeded',
      published: expect.anything() as object,
    });
    working = false;
    await sweeping;
    expect(sweeps).toBeGreaterThan(3);
    const { json } = await service.graft('fsck', '--json');
    expect(json).toMatchObject({ ok: true });
    expect(json.checked.versions).toBeGreaterThanOrEqual(IMPORTS);
  });
});

it('says what is wrong with the address of a replica', async () => {
  const mend = (replica: string) => service.graft('fsck', '--quick', '--mend', '--replica', replica);
  const [ftp, none] = [await mend('ftp://host/blobs'), await mend(join(replica, 'none'))];
  expect([ftp.code, ftp.stderr]).toEqual([1, expect.stringContaining('cannot be used as a copy of the blobs')]);
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('There is no folder')]);
});
