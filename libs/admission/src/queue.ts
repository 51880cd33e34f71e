import { TooManyRequests } from '#graft/problems';
import { Spending } from './spending.js';
import type { Visitor } from './visitor.js';

export interface QueueLimits {
  /** Pieces of work at once. */
  atOnce: number;
  /** Of these, for all visitors without a token together. */
  anonymousAtOnce: number;
  /** Requests that wait, without a token and with one. */
  waiting: { anonymous: number; signedIn: number };
  /** Requests of one visitor that wait. */
  waitingOfOne: { anonymous: number; signedIn: number };
  /** A request is refused when it has waited for so long. */
  waitMs: number;
}

interface Entry {
  visitor: Visitor;
  admit: () => void;
}

/**
 * A few places for one kind of work, and a line before them that cannot grow without end. Visitors with a token come first;
 * among equals the one for whom the least was done lately, so that a flood of requests delays those who send it.
 */
export class Queue {
  private readonly line: Entry[] = [];
  private readonly spending = new Spending();
  private inside = 0;
  private anonymousInside = 0;
  private readonly insideOf = new Map<string, number>();
  private meanMs = 100;

  /** @param what is worked on, in the plural: "models". */
  constructor(
    private readonly what: string,
    private readonly limits: QueueLimits,
  ) {}

  /** Does the work when its turn comes. @throws TooManyRequests if the line is too long, or the wait was */
  async run<T>(visitor: Visitor, work: () => Promise<T>): Promise<T> {
    const leave = await this.enter(visitor);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** Waits for a place. @returns what gives the place back; calling it again does nothing */
  async enter(visitor: Visitor): Promise<() => void> {
    this.assertRoom(visitor);
    await this.admitted(visitor);
    const began = performance.now();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.leave(visitor, performance.now() - began);
    };
  }

  private assertRoom(visitor: Visitor): void {
    const kind = visitor.signedIn ? 'signedIn' : 'anonymous';
    const equals = this.line.filter((entry) => entry.visitor.signedIn === visitor.signedIn);
    const own = equals.filter((entry) => entry.visitor.key === visitor.key);
    if (own.length >= this.limits.waitingOfOne[kind])
      throw this.refusal(`${own.length} of your requests are already waiting.`);
    if (equals.length >= this.limits.waiting[kind])
      throw this.refusal(`${equals.length} requests are already waiting.`);
  }

  private admitted(visitor: Visitor): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (reason: string) => {
        this.line.splice(this.line.indexOf(entry), 1);
        settle();
        reject(this.refusal(reason));
      };
      const goneAway = () => giveUp('The connection was closed.');
      const timer = setTimeout(
        () => giveUp(`The request waited ${this.limits.waitMs / 1000} s without being processed.`),
        this.limits.waitMs,
      );
      const settle = () => {
        clearTimeout(timer);
        visitor.gone?.removeEventListener('abort', goneAway);
      };
      const entry: Entry = {
        visitor,
        admit: () => {
          settle();
          resolve();
        },
      };
      this.line.push(entry);
      if (visitor.gone?.aborted) return goneAway();
      visitor.gone?.addEventListener('abort', goneAway, { once: true });
      this.admit();
    });
  }

  private admit(): void {
    const next = this.next();
    if (!next) return;
    this.line.splice(this.line.indexOf(next), 1);
    this.count(next.visitor, 1);
    next.admit();
    this.admit();
  }

  private next(): Entry | undefined {
    if (this.inside >= this.limits.atOnce) return undefined;
    const anonymousToo = this.anonymousInside < this.limits.anonymousAtOnce;
    const [first, ...others] = this.line.filter(({ visitor }) => visitor.signedIn || anonymousToo);
    return (
      first && others.reduce((best, entry) => (this.goesBefore(entry.visitor, best.visitor) ? entry : best), first)
    );
  }

  private goesBefore(a: Visitor, b: Visitor): boolean {
    if (a.signedIn !== b.signedIn) return a.signedIn;
    return this.cost(a.key) < this.cost(b.key);
  }

  /** What was done for a visitor lately, and is being done, ms. */
  private cost(key: string): number {
    return this.spending.of(key) + (this.insideOf.get(key) ?? 0) * this.meanMs;
  }

  private leave(visitor: Visitor, ms: number): void {
    this.count(visitor, -1);
    this.spending.add(visitor.key, ms);
    this.meanMs += (ms - this.meanMs) / 16;
    this.admit();
  }

  private count({ key, signedIn }: Visitor, change: 1 | -1): void {
    this.inside += change;
    if (!signedIn) this.anonymousInside += change;
    const own = (this.insideOf.get(key) ?? 0) + change;
    if (own > 0) this.insideOf.set(key, own);
    else this.insideOf.delete(key);
  }

  private refusal(reason: string): TooManyRequests {
    const seconds = Math.ceil((this.line.length * this.meanMs) / this.limits.atOnce / 1000);
    const retryAfter = Math.min(Math.max(seconds, 1), 60);
    return new TooManyRequests(
      `The server is processing too many ${this.what}. ${reason} Try again in ${retryAfter} s.`,
      {
        retryAfter,
      },
    );
  }
}
