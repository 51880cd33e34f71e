import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Figure, told } from '../bench/report.js';
import { record } from '../support/reliability.js';
import type { Figures } from './settings.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder in which each spec of the suite leaves its figures. */
    figures: string;
  }
}

/** Writes the figures of all specs into the suite's section of docs/reliability.md after the last spec. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-faults-'));
  project.provide('figures', folder);
  return async () => {
    const figures = await read(folder);
    await rm(folder, { recursive: true });
    if (figures) await record('faults', { title: 'Faults', how: HOW, figures: rows(figures) });
    else console.info('The figures are not written, because not all specs of the suite passed.');
  };
}

const HOW =
  'Written by `npm run test:faults`. A kill is a SIGKILL at a random moment, while uploads, uploads of data sets ' +
  '(arrivals), imports, indexes, fits, publications, sweeps and checks run at the same time, always on the same data. ' +
  'After each wave of two kills, `graft fsck` must find nothing, and everything that was acknowledged must exist once, ' +
  'with the digest of undisturbed work.';

/** The figures of all specs; null if one is missing. */
async function read(folder: string): Promise<Figures | null> {
  const names = ['pglite', 'postgres', 'restarts', 'stops', 'stores'];
  const files = await readdir(folder);
  if (!names.every((name) => files.includes(`${name}.json`))) return null;
  const entries = files.map(async (file) => [
    basename(file, '.json'),
    JSON.parse(await readFile(join(folder, file), 'utf8')) as unknown,
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Figures;
}

function rows({ pglite, postgres, restarts, stops, stores }: Figures): Figure[] {
  const both = [pglite, postgres];
  const sum = (of: (tally: (typeof both)[number]) => number | undefined) =>
    both.reduce((total, tally) => total + (of(tally) ?? 0), 0);
  const steps = [...new Set(both.flatMap(({ underWay }) => Object.keys(underWay)))];
  return [
    told('kills survived on PGlite', pglite.kills),
    told('kills survived on Postgres with two trainers', postgres.kills),
    told(
      'processes killed',
      sum((tally) => tally.processes),
    ),
    ...steps.map((step) =>
      told(
        `kills during ${STEPS[step] ?? step}`,
        sum((tally) => tally.underWay[step]),
      ),
    ),
    told(
      'jobs and requests repeated because their process was killed',
      sum((tally) => tally.askedAgain),
    ),
    told('restarts of Postgres under two trainers survived', restarts.restarts),
    told('trainers stopped past their lease and continued', stops.stops),
    told('requests to the blob store that failed or got wrong data', stores.faults),
    told('downloads meanwhile: complete and right', stores.rightly),
    told('downloads meanwhile: refused or interrupted', stores.refused),
    none('downloads meanwhile: complete and wrong', stores.wrongly),
    told(
      'versions, data sets and runs acknowledged',
      sum((tally) => tally.versions + tally.datasets + tally.runs),
    ),
    // Each of these fails the suite, so a suite that passed has none.
    none('lost, incomplete, published twice, or with another digest', 0),
    told(
      'checks by graft fsck, all without findings',
      sum((tally) => tally.checks),
    ),
  ];
}

const STEPS: Record<string, string> = {
  upload: 'an upload',
  import: 'an import',
  arrival: 'an arrival',
  index: 'an index',
  fit: 'a fit',
  publish: 'a publication',
  gc: 'a sweep',
  fsck: 'a check',
  delete: 'a deletion',
};

const none = (what: string, value: number): Figure => ({ ...told(what, value), target: '0', reached: value === 0 });
