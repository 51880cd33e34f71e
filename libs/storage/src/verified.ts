/** Bit rot is slow: what was right an hour ago, and has the same size and time, is taken for right. */
const FRESH_MS = 3600 * 1000;
const MOST = 10_000;

/** What was compared with its digest within the last hour, so that parts of it can be read without reading all again. */
export class Verified {
  private readonly known = new Map<string, { stamp: string; until: number }>();
  private readonly under = new Map<string, Promise<void>>();

  /**
   * @param stamp changes when the bytes are written again, e.g. size and time.
   * @param verify compares; concurrent callers wait for the same comparison. @throws what it throws
   */
  async ensure(name: string, stamp: string, verify: () => Promise<void>): Promise<void> {
    const known = this.known.get(name);
    if (known?.stamp === stamp && known.until > Date.now()) return;
    const key = `${name} ${stamp}`;
    const verifying = this.under.get(key) ?? verify().finally(() => this.under.delete(key));
    this.under.set(key, verifying);
    await verifying;
    this.add(name, stamp);
  }

  add(name: string, stamp: string): void {
    this.known.delete(name);
    this.known.set(name, { stamp, until: Date.now() + FRESH_MS });
    if (this.known.size > MOST) this.known.delete(this.known.keys().next().value!);
  }
}
