/** Keeps the values used last, up to a total cost; the newest always stays, however much it costs. */
export class Lru<V> {
  private readonly entries = new Map<string, { value: V; cost: number }>();
  private total = 0;

  constructor(
    private readonly limit: number,
    private readonly dispose: (value: V) => void = () => {},
  ) {}

  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V, cost: number): void {
    const before = this.entries.get(key);
    if (before) {
      this.entries.delete(key);
      this.total -= before.cost;
      this.dispose(before.value);
    }
    this.entries.set(key, { value, cost });
    this.total += cost;
    for (const [oldest, entry] of this.entries) {
      if (this.total <= this.limit || oldest === key) return;
      this.entries.delete(oldest);
      this.total -= entry.cost;
      this.dispose(entry.value);
    }
  }
}
