import { TooManyRequests } from '#graft/problems';
import type { Visitor } from './visitor.js';

export interface BudgetLimits {
  /** Bytes of all visitors together, without a token and with one. */
  all: { anonymous: number; signedIn: number };
  /** Bytes of one visitor. */
  one: { anonymous: number; signedIn: number };
}

const RETRY_AFTER = 5;

/** Bytes that requests may hold at once while they are received and worked on. */
export class Budget {
  private readonly held = { anonymous: 0, signedIn: 0 };
  private readonly heldBy = new Map<string, number>();

  constructor(private readonly limits: BudgetLimits) {}

  /** @returns what gives the bytes back; calling it again does nothing. @throws TooManyRequests */
  take({ key, signedIn }: Pick<Visitor, 'key' | 'signedIn'>, bytes: number): () => void {
    const kind = signedIn ? 'signedIn' : 'anonymous';
    const own = this.heldBy.get(key) ?? 0;
    if (own + bytes > this.limits.one[kind])
      throw refusal(`Your requests in progress hold ${own} bytes`, bytes, this.limits.one[kind]);
    if (this.held[kind] + bytes > this.limits.all[kind])
      throw refusal(`All requests in progress hold ${this.held[kind]} bytes`, bytes, this.limits.all[kind]);
    this.change(key, kind, bytes);
    let given = false;
    return () => {
      if (!given) this.change(key, kind, -bytes);
      given = true;
    };
  }

  private change(key: string, kind: 'anonymous' | 'signedIn', bytes: number): void {
    this.held[kind] += bytes;
    const own = (this.heldBy.get(key) ?? 0) + bytes;
    if (own > 0) this.heldBy.set(key, own);
    else this.heldBy.delete(key);
  }
}

const refusal = (held: string, received: number, accepted: number) =>
  new TooManyRequests(`${held}, at most ${accepted} are accepted. Try again in ${RETRY_AFTER} s.`, {
    received,
    accepted,
    retryAfter: RETRY_AFTER,
  });
