import { afterAll, beforeAll, expect, it } from 'vitest';
import { Admission } from '#graft/admission';
import { References } from '#graft/zoo';
import { serve, type TestApp } from '../../zoo/src/testing/test-app.js';
import { openTestZoo, type TestZoo } from '../../zoo/src/testing/test-zoo.js';
import { LayersController } from './layers.controller.js';
import type { LayerTableResponse } from './layers.dto.js';
import { ModelPool } from './pool/model-pool.js';

let zoo: TestZoo;
let pool: ModelPool;
let app: TestApp;
beforeAll(async () => {
  zoo = await openTestZoo();
  pool = new ModelPool(zoo.config, zoo.admission);
  app = await serve(
    [LayersController],
    [
      { provide: References, useValue: zoo.references },
      { provide: ModelPool, useValue: pool },
      { provide: Admission, useValue: zoo.admission },
    ],
  );
});
afterAll(async () => {
  await app.close();
  await pool.onApplicationShutdown();
  await zoo.close();
});

it('lists the layers, and answers 304 to a client that has them', async () => {
  await zoo.publish(1);
  const url = `${app.url}/models/ada/tiny/versions/1/layers`;
  const response = await fetch(url);
  const { layers } = (await response.json()) as LayerTableResponse;
  expect(layers).toHaveLength(4);
  expect(layers[1]).toMatchObject({ name: 'features', className: 'Conv2D', outputShape: [8, 8, 4], inTop: false });
  expect(layers[3]).toMatchObject({ name: 'scores', parameters: 10, inTop: true });
  // Left to itself, fetch adds a "no-cache" to a condition.
  const headers = { 'if-none-match': response.headers.get('etag')!, 'cache-control': 'max-age=0' };
  expect((await fetch(url, { headers })).status).toBe(304);
});
