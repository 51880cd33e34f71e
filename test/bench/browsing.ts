import { readFileSync } from 'node:fs';
import { openDatabase, type Database } from '#graft/database';
import { Service } from '../support/service.js';
import { BASE, fineTune } from './pets.js';
import { atMost, median, milliseconds, type Section, told } from './report.js';

const MODELS = 10_000;
const REQUESTS = 200;
const QUERIES = [
  '',
  '?query=flower',
  '?task=image-classification&license=mit',
  '?tag=insects&sort=downloads',
  '?query=cats&sort=relevance&limit=50',
];

/** The first page of the zoo with facets, while a run trains. */
export async function browsing(service: Service, target: { on: string; most: number }): Promise<Section> {
  const training = fineTune(service, {
    base: BASE,
    dataset: 'owner/pets',
    recipe: { inputSize: [192, 192], epochs: 60 },
  });
  const times: number[] = [];
  for (let request = 0; request < REQUESTS; request++) {
    const path = `/api/v1/models${QUERIES[request % QUERIES.length]!}`;
    times.push(await milliseconds(async () => (await service.fetch(path)).json()));
  }
  const { seconds } = await training;
  return {
    title: `Browsing ${MODELS.toLocaleString('en')} models on ${target.on}`,
    how: `${REQUESTS} requests of GET /models one after another, ${QUERIES.length} searches in turn, facets with counts each time, while a run of ${Math.round(seconds)} s trained on the same machine.`,
    figures: [atMost('median', median(times), target.most, 'ms'), told('slowest', Math.max(...times), 'ms')],
  };
}

/** Memory of the server's process over ten runs. */
export async function memory(service: Service): Promise<Section> {
  const sizes: number[] = [];
  for (let run = 0; run < 10; run++) {
    await fineTune(service, { base: BASE, dataset: 'owner/pets', recipe: { seed: run } });
    sizes.push(residentMegabytes(service.pid));
  }
  return {
    title: "The server's memory over ten runs",
    how: 'Resident memory of the server after each run; each run trains in its own process.',
    figures: [
      told('after the second run', sizes[1]!, 'MiB'),
      told('after the tenth run', sizes[9]!, 'MiB'),
      atMost('tenth ÷ second', sizes[9]! / sizes[1]!, 1.15),
    ],
  };
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1024;
}

const SUBJECTS = ['cats', 'birds', 'mushrooms', 'flowers', 'cars', 'leaves', 'insects', 'coins', 'ships', 'clouds'];
const LICENSES = ['mit', 'apache-2.0', 'cc-by-4.0', null];

/** Fills a stopped service's database with entries to browse. */
export async function fillZoo(settings: { dataDir: string; databaseUrl?: string }): Promise<void> {
  const opened = await openDatabase(settings);
  try {
    await insertModels(opened.database);
  } finally {
    await opened.close();
  }
}

async function insertModels(database: Database): Promise<void> {
  const account = await database.account.findFirstOrThrow();
  for (let start = 0; start < MODELS; start += 1000) {
    const data = Array.from({ length: 1000 }, (_, offset) => {
      const index = start + offset;
      const subject = SUBJECTS[index % SUBJECTS.length]!;
      return {
        ...{
          namespace: `team-${index % 40}`,
          name: `${subject}-${index}`,
          accountId: account.id,
          visibility: 'public' as const,
        },
        ...{ title: `Tells ${subject} apart, take ${index}`, summary: `Fine-tuned on photographs of ${subject}.` },
        ...{
          task: index % 3 ? 'image-classification' : 'feature-extraction',
          license: LICENSES[index % LICENSES.length]!,
        },
        ...{
          tags: [subject, `set-${index % 50}`],
          formats: [index % 2 ? 'tfjs-layers' : 'keras-hdf5'],
          inputSize: [224, 224],
        },
        ...{ parameters: 1000 * index, bytes: (index * 37) % 5000, downloads: (index * 13) % 700 },
      };
    });
    await database.model.createMany({ data });
  }
  await database.$executeRaw`ANALYZE "Model"`;
}
