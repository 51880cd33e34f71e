import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Tally } from './kills.js';

/** Kills in all, half of them on each database: few in CI; `GRAFT_FAULTS=200` is the long form. */
export const KILLS = Number(process.env.GRAFT_FAULTS ?? 60);
/** Decides what is asked for, what is killed and when. */
export const SEED = Number(process.env.GRAFT_FAULTS_SEED ?? 11);

/** For the long form. */
export const LONG_MS = 2 * 3600 * 1000;

/** What each spec leaves for the end of the suite. */
export interface Figures {
  pglite: Tally;
  postgres: Tally;
  restarts: { restarts: number };
  stops: { stops: number };
  stores: {
    /** Requests of the blob store that failed or were answered wrongly. */
    faults: number;
    /** Downloads from the service meanwhile, by how they went. */
    rightly: number;
    wrongly: number;
    refused: number;
  };
}

/** Leaves a spec's figures. */
export async function note<Name extends keyof Figures>(name: Name, figures: Figures[Name]): Promise<void> {
  await writeFile(join(inject('figures'), `${name}.json`), JSON.stringify(figures));
}
