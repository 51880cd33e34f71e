/**
 * What the server's memory is like at rest, after much work and under a flood, on both databases; writes its part of
 * docs/reliability.md where GRAFT_WRITE_FIGURES is set. `npm run test:load`
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { flood, memoryOf, quantile, residentOf } from '../support/flood.js';
import { postgresAvailable, startPostgres } from '../support/postgres.js';
import { record } from '../support/reliability.js';
import { Service } from '../support/service.js';
import { ended } from '../support/shared.js';
import { zipOf } from '../support/zip.js';
import { atMost, type Figure, milliseconds, told } from './report.js';

const MODEL = 'starter/efficientnet-lite0';
const PICTURES = 'owner/pictures';
const IMAGES = 20_000;
const PREDICTIONS = 1000;
const CLIENTS = 50;
const SECONDS = 60;
/** After so long without work the server is at rest. */
const REST_MS = 75_000;

/** Which parts to measure, as arguments; all of them if there is none. */
const PARTS = process.argv.slice(2);
const asked = (part: 'postgres' | 'work' | 'flood') => PARTS.length === 0 || PARTS.includes(part);

const figures: Figure[] = [];
const note = (...more: Figure[]) => {
  figures.push(...more);
  for (const { what, measured } of more) console.info(`${what}: ${measured}`);
};

if (asked('postgres') && postgresAvailable) {
  const postgres = await startPostgres();
  const onPostgres = await Service.start({ DATABASE_URL: await postgres.createDatabase() });
  await sleep(REST_MS);
  note(atMost('at rest, on Postgres', residentOf(onPostgres.pid), 220, 'MiB'));
  await onPostgres.dispose();
  await postgres.stop();
}

const service = await Service.start();
try {
  if (asked('work')) await work();
  if (asked('flood')) await attack();
} finally {
  await service.dispose();
}
await record('load', {
  title: 'Load',
  how: `Resident memory of the server, ${REST_MS / 1000} s after the last work. Then ${CLIENTS} clients without a token, each from its own address with four requests at once: predictions on images of 31 megapixels, exports of every size, layer tables, thumbnails, searches, passwords, JSON of 15 MB, bodies that never arrive. Other work kept the machine busy (load average ${loadavg()[1]!.toFixed(1)} on ${availableParallelism()} processors).`,
  figures,
});
if (figures.some(({ reached }) => !reached)) process.exitCode = 1;

/** Memory at rest, after much work, and at rest again. */
async function work(): Promise<void> {
  await sleep(REST_MS);
  const rest = residentOf(service.pid);
  note(atMost('at rest, on the embedded database', rest, 300, 'MiB'));
  await firstAndLater();
  await arrive();
  await predict(PREDICTIONS);
  const after = `after ${IMAGES.toLocaleString('en')} images and ${PREDICTIONS.toLocaleString('en')} predictions`;
  note(told(`${after}, with child processes`, memoryOf(service.pid), 'MiB'));
  await sleep(REST_MS);
  note(atMost(`${after}, at rest again, more than before`, residentOf(service.pid) - rest, 100, 'MiB'));
}

/** The first prediction starts a process and loads the model. */
async function firstAndLater(): Promise<void> {
  note(
    told('first prediction, which starts a process and loads the model', await milliseconds(() => predict(1)), 'ms'),
  );
  note(told('second prediction', await milliseconds(() => predict(1)), 'ms'));
}

async function predict(count: number): Promise<void> {
  const body = new Uint8Array(await picture(1).jpeg().toBuffer());
  const headers = { 'content-type': 'image/jpeg' };
  let left = count;
  const client = async () => {
    while (left-- > 0) {
      const answer = await service.fetch(`/api/v1/models/${MODEL}/versions/1/predict`, {
        method: 'POST',
        headers,
        body,
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.json();
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, 8) }, client));
}

/** Has a data set of many small pictures arrive. */
async function arrive(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-wear-'));
  const files: Record<string, Uint8Array> = {};
  for (let index = 0; index < IMAGES; index++)
    files[`${index % 2 ? 'odd' : 'even'}/${index}.png`] = await picture(index, 16)
      .png({ compressionLevel: 1 })
      .toBuffer();
  const zip = join(folder, 'pictures.zip');
  await writeFile(zip, await zipOf(files));
  const { code, stderr } = await service.graft('dataset', 'create', 'owner/many', zip, '--json');
  if (code !== 0) throw new Error(stderr);
  await rm(folder, { recursive: true });
}

function picture(seed: number, side = 320) {
  const background = { r: seed % 256, g: Math.floor(seed / 256) % 256, b: 100 };
  return sharp({ create: { width: side, height: side, channels: 3, background } });
}

async function attack(): Promise<void> {
  const { id } = await service.call('POST', '/datasets', { name: PICTURES, sample: true, visibility: 'public' });
  await ended(service, id, '/datasets/arrivals');
  const { answers, others, peak } = await flood(service, {
    ...{ clients: CLIENTS, atOnce: 4, seconds: SECONDS },
    ...{ model: MODEL, dataset: PICTURES },
  });
  console.info(answers);
  note(
    atMost(`maximum with ${CLIENTS} clients for ${SECONDS} s, with child processes`, peak.all, 900, 'MiB'),
    told('of which the server', peak.server, 'MiB'),
    atMost('GET /models of others meanwhile, 95th percentile', quantile(others.anonymous, 0.95), 500, 'ms'),
    atMost('the same with a token', quantile(others.signedIn, 0.95), 500, 'ms'),
    told('requests refused with 429', answers[429] ?? 0),
    atMost('responses with 500', answers[500] ?? 0, 0),
  );
}
