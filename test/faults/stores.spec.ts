import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../support/random.js';
import { S3Proxy, type Treatment } from '../support/s3-proxy.js';
import { S3_SERVERS, type S3Server } from '../support/s3.js';
import { note, SEED } from './settings.js';
import { Work } from './work.js';

/** The service waits for a store that is unavailable for 15 s. */
const SHORT_MS = 4_000;
const LONG_MS = 20_000;
const IN_TROUBLE_MS = 15_000;
/** Of 100 requests. */
const TROUBLES: [Treatment, number][] = [
  ['error', 8],
  ['lost', 4],
  ['cut', 4],
  ['flipped', 4],
];

// One server is enough here: what each does in trouble is tested beside the blob store.
for (const kind of [S3_SERVERS.find(({ absent }) => !absent) ?? S3_SERVERS[0]!])
  describe.skipIf(kind.absent)(`a blob store (${kind.name})`, { timeout: 600_000 }, () => {
    const random = new Random(SEED + 3);
    let s3: S3Server;
    let proxy: S3Proxy;
    let work: Work;

    beforeAll(async () => {
      s3 = await kind.start();
      const { endpoint, accessKey, secretKey } = s3.config;
      proxy = await S3Proxy.start(endpoint, random.branch());
      const settings = { S3_ENDPOINT: proxy.endpoint, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey };
      work = await Work.begin(settings, { seed: SEED + 3 });
    }, 240_000);
    afterAll(async () => {
      await work?.place.dispose();
      await proxy?.away();
      await s3?.stop();
    });

    it('that is away for some seconds is waited for', async () => {
      for (let i = 0; i < 2; i++) {
        const all = Promise.all([...work.begin(), ...work.upkeep()]);
        await work.progress.marked(1 + random.below(150));
        await proxy.away();
        await sleep(random.below(SHORT_MS));
        await proxy.back();
        await all;
        await work.check();
      }
      expect(work.ledger.failures).toEqual([]);
    });

    it('that stays away is named, and work goes on when it is back', async () => {
      const { service } = work.place;
      const all = Promise.all(work.begin());
      await work.progress.marked(1 + random.below(150));
      await proxy.away();
      const longAway = sleep(LONG_MS);
      const unready = await service.fetch('/readyz');
      expect([unready.status, await unready.text()]).toEqual([503, expect.stringContaining(proxy.endpoint)]);
      const [version] = work.ledger.versions.keys();
      const load = () => service.fetch(`/api/v1/models/${version!.replace('@', '/versions/')}/tfjs/labels.json`);
      const problem = (await (await load()).json()) as { status: number; detail: string };
      expect(problem).toMatchObject({ status: 503, detail: expect.stringContaining(proxy.endpoint) as string });
      await longAway;
      await proxy.back();
      await all;
      expect((await load()).status).toBe(200);
      await work.check();
      for (const { problem } of work.ledger.failures.splice(0)) expect(problem.type).toMatch(/unavailable$/);
    });

    it('that is slow is waited for', async () => {
      proxy.treat = () => 'slowly';
      await Promise.all(work.begin());
      proxy.treat = () => 'well';
      await work.check();
      expect(work.ledger.failures).toEqual([]);
    });

    it('that answers wrongly never makes the service answer wrongly', async () => {
      const wanted: { path: string; bytes: Buffer }[] = [];
      for (const path of addressesOf(work)) {
        const bytes = await bytesAt(path);
        if (bytes) wanted.push({ path, bytes });
      }
      const until = Date.now() + IN_TROUBLE_MS;
      proxy.treat = () => (Date.now() < until ? trouble(random) : 'well');
      const all = Promise.all(work.begin());
      const loaded = { rightly: 0, wrongly: 0, refused: 0 };
      while (Date.now() < until) {
        const { path, bytes } = random.pick(wanted);
        const received = await bytesAt(path);
        loaded[received === null ? 'refused' : received.equals(bytes) ? 'rightly' : 'wrongly']++;
      }
      await all;
      for (const { problem } of work.ledger.failures) expect(problem.type).toMatch(/unavailable$/);
      await work.repeat(); // reads every byte
      expect(loaded).toMatchObject({ rightly: expect.toSatisfy((count) => count > 0) as number, wrongly: 0 });
      const faults = [...proxy.treated].filter(([treatment]) => treatment !== 'well' && treatment !== 'slowly');
      await note('stores', { ...loaded, faults: faults.reduce((sum, [, count]) => sum + count, 0) });
    });

    /** What a client has received whole; null if it was refused or cut off. */
    async function bytesAt(path: string): Promise<Buffer | null> {
      try {
        const response = await work.place.service.fetch(path);
        const bytes = Buffer.from(await response.arrayBuffer());
        return response.ok ? bytes : null;
      } catch {
        return null;
      }
    }
  });

function trouble(random: Random): Treatment {
  let at = random.below(100);
  return TROUBLES.find(([, share]) => (at -= share) < 0)?.[0] ?? 'well';
}

/** Files of all versions, as they were sent, if they were, and as they are exported. */
const addressesOf = ({ ledger }: Work): string[] =>
  [...ledger.versions.keys()].flatMap((version) => {
    const base = `/api/v1/models/${version.replace('@', '/versions/')}`;
    return [
      `${base}/original/weights.bin`,
      `${base}/tfjs/model.json`,
      `${base}/tfjs/labels.json`,
      `${base}/onnx/model.onnx`,
    ];
  });
