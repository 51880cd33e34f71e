import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Account } from '#graft/database';
import type { Caller, Permission } from './caller.js';
import { hashSecret, Tokens } from './tokens.js';

const DAY_MS = 24 * 3600 * 1000;
/** How long a browser stays signed in. */
export const SESSION_MS = 30 * DAY_MS;
const OFFER_MS = DAY_MS;

/** Name of a session's token in the list of tokens. */
const SESSION = 'signed in';

/** A one-time token, and the session that it begins. */
export interface Offer {
  accountId: string;
  accountName: string;
  scopes: Permission[];
  /** When the session ends at the latest: with the token that the offer was made with. */
  latest: Date | null;
  /** Until when it can be used. */
  expiresAt: Date;
}

/** Browsers that are signed in, and the one-time tokens that sign one in. */
@Injectable()
export class Sessions {
  /** By the hashes of their tokens. In memory: a restart, which prints a new one, ends them all. */
  private readonly offers = new Map<string, Offer>();

  constructor(private readonly tokens: Tokens) {}

  /**
   * A one-time token: signs one browser in as the caller, with their scopes, within a day and while this process runs.
   * It is good for nothing else.
   */
  offer({ accountId, name, scopes, credential }: Caller): { secret: string; expiresAt: Date } {
    for (const [hash, { expiresAt }] of this.offers) if (isPast(expiresAt)) this.offers.delete(hash);
    const secret = `once_${randomBytes(32).toString('base64url')}`;
    const expiresAt = new Date(Date.now() + OFFER_MS);
    const latest = credential?.expiresAt ?? null;
    // A token without an end may make others without one, and so may the session in its place.
    const granted = latest === null ? [...new Set([...scopes, 'tokens' as const])] : scopes;
    this.offers.set(hashSecret(secret), { accountId, accountName: name, scopes: granted, latest, expiresAt });
    return { secret, expiresAt };
  }

  /** What a one-time token offers; null if it was used, is too old or of an earlier start. */
  offered(secret: string): Offer | null {
    const offer = this.offers.get(hashSecret(secret));
    return offer && !isPast(offer.expiresAt) ? offer : null;
  }

  /** Uses a one-time token up. @returns the session's secret, for its cookie; null if another request was faster */
  async take(secret: string): Promise<string | null> {
    const offer = this.offered(secret);
    if (!offer || !this.offers.delete(hashSecret(secret))) return null;
    return this.begin(offer.accountId, offer.scopes, offer.latest);
  }

  /** Starts a session for an account whose password was checked. @returns the secret of the session, for its cookie */
  beginFor({ id, role }: Account): Promise<string> {
    return this.begin(id, ['read', 'publish', 'train', 'tokens', ...(role === 'admin' ? (['admin'] as const) : [])]);
  }

  /** Ends a session. A token that was pasted in is used elsewhere, too, and stays. */
  end(secret: string): Promise<void> {
    return this.tokens.revokeSecret(secret, SESSION);
  }

  private async begin(accountId: string, scopes: Permission[], latest: Date | null = null): Promise<string> {
    const usual = new Date(Date.now() + SESSION_MS);
    const expiresAt = latest && latest < usual ? latest : usual;
    return (await this.tokens.issue(accountId, { name: SESSION, scopes, expiresAt })).secret;
  }
}

const isPast = (date: Date) => date.getTime() <= Date.now();
