import { expect } from 'vitest';
import { Random } from '../support/random.js';
import { Asks, NAMES } from './asks.js';
import { Client } from './client.js';
import { Ledger } from './ledger.js';
import { Place } from './place.js';
import { Progress } from './progress.js';

/** Recipes are few, so that many runs are to make the same. */
export const RECIPES = [1, 2].flatMap((seed) => [32, 24].map((size) => ({ seed, inputSize: [size, size] })));

/** Work on a service: what is asked for, and whether all that was acknowledged is there and whole. */
export class Work {
  readonly random: Random;
  readonly progress = new Progress();
  readonly ledger = new Ledger();
  readonly client: Client;
  readonly asks: Asks;
  /** Checks by `graft fsck` that found nothing. */
  checks = 0;
  private waves = 0;
  /** Seeds of the models and photos that were sent, by the data set's name. */
  private readonly sent = new Map<string, number>();

  private constructor(
    readonly place: Place,
    private readonly seed: number,
  ) {
    this.random = new Random(seed);
    this.client = new Client(place, this.progress);
    this.asks = new Asks(this.client, this.ledger, this.progress);
  }

  /** A new service, on which what all other work starts from was done, undisturbed: a base, photos, a run of each recipe. */
  static async begin(
    settings: Record<string, string>,
    { trainers = 0, seed }: { trainers?: number; seed: number },
  ): Promise<Work> {
    const work = new Work(await Place.open(settings, { trainers }), seed);
    try {
      await work.asks.prepare(seed);
      for (const recipe of RECIPES) await work.asks.fit(recipe, { publishAs: true });
      await work.check();
      return work;
    } catch (error) {
      await work.place.stop();
      throw error;
    }
  }

  /** Begins what people do, all at once: an import, an arrival, a run. @returns the pieces */
  begin(): Promise<unknown>[] {
    const wave = ++this.waves;
    const name = `owner/photos-${wave}`;
    const seed = 1_000 * this.seed + wave;
    this.sent.set(name, seed);
    return [this.asks.import(seed), this.asks.arrive(name, seed), this.fit()];
  }

  /** Begins what operators do meanwhile: sweeps, a check; and an older data set is deleted. @returns the pieces */
  upkeep(): Promise<void>[] {
    const old = `owner/photos-${this.waves - 2}`;
    return [
      this.asks.collect(4, this.random.below(500)),
      this.asks.inspect(),
      ...(this.sent.has(old) ? [this.asks.remove(old)] : []),
    ];
  }

  /** Fine-tunes by one of the recipes and publishes. */
  fit(): Promise<string> {
    return this.asks.fit(this.random.pick(RECIPES), { publishAs: this.random.chance(0.5) });
  }

  /** After a sweep `graft fsck` finds nothing, and all that was acknowledged is there once. */
  async check(options: string[] = ['--quick']): Promise<void> {
    await this.client.call('POST', '/gc');
    const { code, json, stderr } = await this.place.service.graft('fsck', ...options, '--json');
    expect({ code, findings: json?.findings, stderr }).toEqual({ code: 0, findings: [], stderr: '' });
    this.checks++;
    await this.ledger.check(this.client, NAMES);
  }

  /** Asks for all models and photos again, undisturbed: they are what they were; and every byte is read. */
  async repeat(): Promise<void> {
    for (const [name, seed] of this.sent) {
      await this.asks.import(seed);
      await this.asks.arrive(name, seed);
    }
    await this.check([]);
  }
}
