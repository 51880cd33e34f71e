import { ModelRefused } from '#graft/problems';
import type { LayerConfig } from '../graph.js';

/** What a layer's settings are read from. */
export interface Configured {
  name: string;
  className: string;
  config: LayerConfig;
}

// Far above any real layer, far below what could overflow a product of a few of them.
const LARGEST_COUNT = 2 ** 24;

/** Reads a layer's settings, each checked where it is read. */
export class Settings {
  constructor(readonly layer: Configured) {}

  /** The same layer with other settings. */
  with(config: LayerConfig): Settings {
    return new Settings({ ...this.layer, config });
  }

  get(key: string): unknown {
    return this.layer.config[key];
  }

  /** A whole number, by default at least 1. */
  count(key: string, least = 1): number {
    return this.checkCount(key, this.get(key), least);
  }

  /** A number for each of `length` dimensions; one number in the file stands for all. */
  counts(key: string, length: number, least = 1): number[] {
    const value = this.get(key);
    const list: unknown[] = Array.isArray(value) ? value : Array<unknown>(length).fill(value);
    if (list.length !== length) throw this.refused(key, `${length} numbers`);
    return list.map((item) => this.checkCount(key, item, least));
  }

  number(key: string): number {
    const value = this.get(key);
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.refused(key, 'a number');
    return value;
  }

  numberOrNull(key: string): number | null {
    return this.get(key) == null ? null : this.number(key);
  }

  flag(key: string): boolean {
    const value = this.get(key);
    if (typeof value !== 'boolean') throw this.refused(key, 'true or false');
    return value;
  }

  choice<T extends string>(key: string, choices: readonly T[]): T {
    const value = this.get(key);
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw this.refused(key, choices.join(', '));
    return choice;
  }

  /** An axis counted without the batch: 0 is the first after it. Keras counts the batch as 0, or from the end. */
  axis(key: string, rank: number): number {
    const value = this.get(key);
    const raw: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    const axis = typeof raw === 'number' && raw < 0 ? raw + rank : Number(raw) - 1;
    if (!Number.isInteger(axis) || axis < 0 || axis >= rank)
      throw this.refused(key, `an axis of ${rank}, not the batch`);
    return axis;
  }

  /** Refuses a setting whose meaning is not supported here. */
  only(key: string, accepted: unknown): void {
    if (this.get(key) !== accepted) throw this.refused(key, JSON.stringify(accepted));
  }

  refused(key: string, accepted: string): ModelRefused {
    const { name, className } = this.layer;
    const received = this.get(key);
    return new ModelRefused(
      `Layer "${name}" (${className}): "${key}" is ${JSON.stringify(received) ?? 'missing'}; accepted: ${accepted}.`,
      { where: name, received, accepted },
    );
  }

  private checkCount(key: string, value: unknown, least: number): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= LARGEST_COUNT) return value;
    throw this.refused(key, `whole numbers from ${least} to ${LARGEST_COUNT}`);
  }
}
