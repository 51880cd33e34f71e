/** Random numbers that a seed decides. */
export class Random {
  constructor(private state: number) {}

  /** In [0, 1): Mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `end` - 1. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** True in that share of the calls. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** A generator of its own: what it draws changes nothing here. */
  branch(): Random {
    return new Random(this.below(2 ** 31));
  }
}
