/** What a visitor spent counts half after so long. */
const HALF_LIFE_MS = 10_000;
/** Visitors remembered; those that were not here for the longest are forgotten first. */
const MOST = 10_000;

/** How much work was done for each visitor lately, in ms. */
export class Spending {
  private readonly spent = new Map<string, { ms: number; at: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  of(key: string): number {
    const entry = this.spent.get(key);
    return entry ? entry.ms * 0.5 ** ((this.now() - entry.at) / HALF_LIFE_MS) : 0;
  }

  add(key: string, ms: number): void {
    const total = this.of(key) + ms;
    this.spent.delete(key);
    this.spent.set(key, { ms: total, at: this.now() });
    if (this.spent.size > MOST) this.spent.delete(this.spent.keys().next().value!);
  }
}
