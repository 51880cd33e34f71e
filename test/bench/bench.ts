/**
 * The figures that Graft promises, measured in one run on the machine at hand and written to docs/benchmarks.md.
 * `npm run bench`, or `npm run bench -- browsing` for a part of it, which is printed alone.
 */
import { writeFile } from 'node:fs/promises';
import { formatted } from '../support/formatted.js';
import { startPostgres } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { starterZoo } from '../support/starter-zoo.js';
import { browsing, fillZoo, memory } from './browsing.js';
import { caching } from './cache.js';
import { extraction } from './extraction.js';
import { fineTuning } from './fine-tuning.js';
import { bringPets } from './pets.js';
import { reading } from './reading.js';
import { page } from './page.js';
import { markdown, type Section } from './report.js';

// The limit on requests from one address is no part of what is measured.
const SETTINGS = { GRAFT_RATE_LIMIT: '1000000' };

const parts: Record<string, () => Promise<Section[]>> = {
  training: () =>
    withService({}, async (service) => [
      await extraction(service),
      await fineTuning(service),
      await caching(service),
      await memory(service),
    ]),
  reading: async () => [await reading()],
  browsing: async () => [await browsingOn('PGlite', 60), await onPostgres()],
  page: async () => [await withFullZoo({}, page)],
};

const [chosen] = process.argv.slice(2);
const sections: Section[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (chosen !== undefined && name !== chosen) continue;
  console.error(`Measuring ${name} …`);
  sections.push(...(await measure()));
}
const report = markdown(sections, new Date());
console.log(report);
if (chosen === undefined) await write('docs/benchmarks.md', report);
const missed = sections.flatMap(({ figures }) => figures).filter(({ reached }) => !reached);
process.exitCode = missed.length > 0 ? 1 : 0;

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, await formatted(path, text));
}

async function withService<T>(env: Record<string, string>, measure: (service: Service) => Promise<T>): Promise<T> {
  const service = await Service.start({ ...SETTINGS, ...env });
  try {
    await starterZoo(service);
    await bringPets(service);
    return await measure(service);
  } finally {
    await service.dispose();
  }
}

function browsingOn(on: string, most: number, env: Record<string, string> = {}): Promise<Section> {
  return withFullZoo(env, (service) => browsing(service, { on, most }));
}

function withFullZoo<T>(env: Record<string, string>, measure: (service: Service) => Promise<T>): Promise<T> {
  return withService(env, async (service) => {
    await service.stop();
    await fillZoo({ dataDir: service.dataDir, databaseUrl: env.DATABASE_URL });
    await service.start();
    return measure(service);
  });
}

async function onPostgres(): Promise<Section> {
  const postgres = await startPostgres();
  try {
    return await browsingOn('Postgres', 20, { DATABASE_URL: await postgres.createDatabase() });
  } finally {
    await postgres.stop();
  }
}
