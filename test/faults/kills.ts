import { readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { processesOn } from '../support/processes.js';
import { folderOfModels } from './asks.js';
import type { Victim } from './place.js';
import type { Work } from './work.js';

/** How often each is hit, in a hundred kills. */
type Shares = Partial<Record<Victim, number>>;
const EMBEDDED: Shares = { server: 50, child: 25, everything: 25 };
const WITH_TRAINERS: Shares = { server: 25, trainer: 25, child: 25, everything: 25 };

/** Two kills at most hit one piece of work: a job that dies three times in a row is given up, as it must be. */
const KILLS_PER_WAVE = 2;
/** A wave makes 200 to 400 marks. */
const MARKS = 120;
const STEPS = ['upload', 'import', 'arrival', 'fit', 'publish', 'gc', 'fsck'];
const DELAY_MS = 100;
/** A server that is killed in its start is killed within this time. */
const START_MS = 2_500;
const KILLED_IN_START = 0.2;
/** Of the waves. */
const INDEXING = 0.3;
const WITHOUT_CACHE = 0.3;
const WITH_OLD_BLOBS = 0.5;
const DAY_MS = 24 * 3600 * 1000;

/** What the kills of one service came to. */
export interface Tally {
  /** Moments at which something was killed. */
  kills: number;
  /** Processes that were killed at them. */
  processes: number;
  waves: number;
  byVictim: Record<string, number>;
  /** How often each step was under way when a kill came. */
  underWay: Record<string, number>;
  /** Jobs and requests that ended with the process that was killed, and were asked for again. */
  askedAgain: number;
  /** What was acknowledged, and found again. */
  versions: number;
  datasets: number;
  runs: number;
  /** Checks by `graft fsck`. */
  checks: number;
}

/** Kills a service at random moments of its work, wave after wave on the same data, and checks after each wave. */
export class Kills {
  private readonly folders: string[] = [];
  private readonly tally: Tally = {
    ...{ kills: 0, processes: 0, waves: 0, byVictim: {}, underWay: {} },
    ...{ askedAgain: 0, versions: 0, datasets: 0, runs: 0, checks: 0 },
  };

  constructor(private readonly work: Work) {}

  /** Kills so often. @throws what is wrong, with the wave and where the data are */
  async survive(kills: number): Promise<Tally> {
    try {
      while (this.tally.kills < kills) await this.wave();
      await this.work.repeat();
      await this.tidy();
    } catch (error) {
      const { waves, kills: so } = this.tally;
      const { dataDir } = this.work.place.service;
      await this.work.place.stop();
      const message = `Wave ${waves}, after ${so} kills; the data are in ${dataDir}: ${(error as Error).message}`;
      throw new Error(message, { cause: error });
    }
    const { ledger, checks } = this.work;
    const { versions, datasets, runs } = ledger;
    return { ...this.tally, versions: versions.size, datasets: datasets.size, runs: runs.size, checks };
  }

  private async wave(): Promise<void> {
    this.tally.waves++;
    this.work.ledger.failures.length = 0;
    this.work.client.killedUnder = 0;
    const childrenBefore = this.tally.byVictim.child ?? 0;
    const processesBefore = this.tally.processes;
    const asks = await this.begin();
    let settled = false;
    const all = Promise.all(asks).finally(() => (settled = true));
    all.catch(() => {}); // it is awaited below
    for (let i = 0; i < KILLS_PER_WAVE && !settled; i++) {
      await Promise.race([this.moment(), all]);
      if (!settled) await this.kill();
    }
    await all;
    const childKilled = (this.tally.byVictim.child ?? 0) > childrenBefore;
    this.assertFailuresExplained(childKilled, this.tally.processes - processesBefore);
    await this.work.check();
  }

  private async begin(): Promise<Promise<unknown>[]> {
    const { asks, random, place } = this.work;
    if (random.chance(WITHOUT_CACHE)) await rm(join(place.service.dataDir, 'cache'), { recursive: true, force: true });
    if (random.chance(WITH_OLD_BLOBS)) await this.age();
    const begun = [...this.work.begin(), ...this.work.upkeep()];
    if (!random.chance(INDEXING)) return begun;
    const folder = await folderOfModels(random.branch());
    this.folders.push(folder);
    return [...begun, asks.index(folder, `bucket-${this.tally.waves}`)];
  }

  /** Makes all blobs older than a sweep's grace, so that nothing but a need keeps them. */
  private async age(): Promise<void> {
    const folder = join(this.work.place.service.dataDir, 'blobs');
    const old = new Date(Date.now() - 2 * DAY_MS);
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true }))
      if (file.isFile()) await utimes(join(file.parentPath, file.name), old, old);
  }

  /** Somewhere in the work, or shortly after a certain step of it has begun. */
  private async moment(): Promise<void> {
    const { progress, random } = this.work;
    await (random.chance(0.5) ? progress.marked(1 + random.below(MARKS)) : progress.next(random.pick(STEPS)));
    await sleep(random.below(DELAY_MS));
  }

  private async kill(): Promise<void> {
    const { place, progress, random } = this.work;
    const victim = this.victim();
    const duringStart = random.chance(KILLED_IN_START) ? random.below(START_MS) : undefined;
    const underWay = progress.steps();
    const killed = await place.kill(victim, random, duringStart);
    if (killed === 0) return;
    this.tally.kills++;
    this.tally.processes += killed;
    count(this.tally.byVictim, victim);
    for (const step of underWay) count(this.tally.underWay, step);
  }

  private victim(): Victim {
    const { place, random } = this.work;
    const shares = Object.entries(place.trainers.length > 0 ? WITH_TRAINERS : EMBEDDED);
    let at = random.below(100);
    return shares.find(([, share]) => (at -= share) < 0)![0] as Victim;
  }

  /** Only a model whose process was killed may be left for the next index; only a job that died three times may have failed. */
  private assertFailuresExplained(childKilled: boolean, processes: number): void {
    const { client, ledger } = this.work;
    const { failures } = ledger;
    if (!childKilled) expect(client.killedUnder, 'requests whose process was killed').toBe(0);
    const explained = [...(childKilled ? ['child-killed'] : []), ...(processes > 2 ? ['worker-died'] : [])];
    const others = failures.filter(({ problem }) => !explained.some((type) => problem.type.includes(type)));
    expect(others, 'jobs that failed').toEqual([]);
    this.tally.askedAgain += failures.length + client.killedUnder;
  }

  /** A sweep leaves what is needed and nothing else; a stop leaves no process and no half-written file. */
  private async tidy(): Promise<void> {
    const { place } = this.work;
    await this.age();
    await this.work.check(['--grace-hours', '0']);
    for (const folder of this.folders) await rm(folder, { recursive: true });
    expect(await place.stop()).toBe(0);
    const { dataDir } = place.service;
    expect(processesOn(dataDir)).toEqual([]);
    expect(await readdir(join(dataDir, 'imports')).catch(() => [])).toEqual([]);
  }
}

const count = (counts: Record<string, number>, name: string) => (counts[name] = (counts[name] ?? 0) + 1);
