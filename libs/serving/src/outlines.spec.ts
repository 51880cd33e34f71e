import { afterAll, beforeAll, expect, it } from 'vitest';
import { ModelPool } from './pool/model-pool.js';
import { Outlines } from './outlines.js';
import { openTestZoo, type TestZoo } from '../../zoo/src/testing/test-zoo.js';

let zoo: TestZoo;
let pool: ModelPool;
beforeAll(async () => {
  zoo = await openTestZoo();
  pool = new ModelPool(zoo.config, zoo.admission);
});
afterAll(async () => {
  await pool.onApplicationShutdown();
  await zoo.close();
});

it('draws models that were published before there were outlines, and only those', async () => {
  const { outline, ...summary } = (await zoo.artifact(1)).summary;
  const artifact = { ...(await zoo.artifact(1)), summary };
  const { model: bare } = await zoo.publish(1, { name: 'ada/bare', artifact });
  const topology = await zoo.blobs.put(Buffer.from('no topology'));
  const { model: gone } = await zoo.publish(2, { name: 'ada/gone', artifact: { ...artifact, topology } });
  await zoo.blobs.delete(topology.digest);
  await zoo.publish(3, { name: 'ada/drawn' });
  const looked = { ...artifact, summary: { ...summary, outline: [] } };
  await zoo.publish(4, { name: 'ada/not-for-drawing', artifact: looked });
  expect(bare.outline).toEqual([]);

  const outlines = new Outlines(zoo.database, pool);
  expect([await outlines.fill(), await outlines.fill()]).toEqual([1, 0]);
  const drawn = await zoo.database.model.findUniqueOrThrow({ where: { id: bare.id } });
  expect(drawn).toEqual({ ...bare, outline });
  expect((await zoo.database.model.findUniqueOrThrow({ where: { id: gone.id } })).outline).toEqual([]);
});
