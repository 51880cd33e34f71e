import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Database, type Account, type Prisma, type Token } from '#graft/database';
import { Forbidden, InvalidInput, NotFound, Unauthenticated } from '#graft/problems';
import { assertPermits } from './access.js';
import { allowed, permits, type Caller, type Permission } from './caller.js';
import type { PageById } from './page.js';

export interface TokenRequest {
  name: string;
  scopes: Permission[];
  expiresAt?: Date;
}

export interface IssuedToken {
  token: Token;
  /** Shown once; only its hash is kept. */
  secret: string;
}

const MINUTE = 60_000;

export const newSecret = () => `graft_${randomBytes(32).toString('base64url')}`;
export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Tokens: who holds one acts as its account, within its scopes. */
@Injectable()
export class Tokens {
  constructor(private readonly database: Database) {}

  /** Makes a token for an account; without `secret`, a random one. */
  async issue(accountId: string, request: TokenRequest, secret = newSecret()): Promise<IssuedToken> {
    const { name, scopes, expiresAt } = request;
    const token = await this.database.token.create({
      data: { accountId, name, scopes, expiresAt, hash: hashSecret(secret) },
    });
    return { token, secret };
  }

  /**
   * A token of at most the scopes and the lifetime of the one that the caller uses; it ends with it, where no end is
   * asked for. A session that was opened with a password makes tokens of any lifetime.
   * @throws Forbidden if more is asked for; InvalidInput when it would be expired
   */
  issueTo(caller: Caller, request: TokenRequest): Promise<IssuedToken> {
    const lacking = request.scopes.filter((scope) => !permits(caller, scope));
    if (lacking.length > 0)
      throw new Forbidden(`A new token can only have scopes of the token in use, which lacks: ${lacking.join(', ')}.`, {
        received: request.scopes,
        accepted: caller.scopes,
      });
    if (request.expiresAt && request.expiresAt <= new Date())
      throw new InvalidInput('The expiry date of a token must be in the future.', {
        where: 'expiresAt',
        received: request.expiresAt,
      });
    const latest = caller.scopes.includes('tokens') ? null : (caller.credential?.expiresAt ?? null);
    if (latest && request.expiresAt && request.expiresAt > latest)
      throw new Forbidden(
        `A new token cannot expire later than the token in use, which expires at ${latest.toISOString()}.`,
        {
          where: 'expiresAt',
          received: request.expiresAt,
          accepted: `up to ${latest.toISOString()}`,
        },
      );
    return this.issue(caller.accountId, { ...request, expiresAt: request.expiresAt ?? latest ?? undefined });
  }

  /** An account's tokens that were not revoked, oldest first; one more than the limit where there are more. */
  list(accountId: string, { cursor, limit }: PageById): Promise<Token[]> {
    return this.database.token.findMany({
      where: { accountId, revokedAt: null, id: { gt: cursor } },
      orderBy: { id: 'asc' },
      take: limit + 1,
    });
  }

  /** Every token may revoke itself. @throws Forbidden for another one unless the caller manages tokens; NotFound */
  async revokeAs(caller: Caller, id: string): Promise<void> {
    if (id !== caller.credential?.id) assertPermits(caller, ['tokens']);
    await this.revoke(caller.accountId, id);
  }

  /** @throws NotFound for a token that isn't the account's */
  async revoke(accountId: string, id: string): Promise<void> {
    const revoked = await this.end({ id, accountId });
    if (revoked === 0) throw new NotFound(`The account has no token ${id}.`, { received: id });
  }

  /** Revokes all tokens of an account, open sessions among them. @returns how many */
  revokeAll(accountId: string): Promise<number> {
    return this.end({ accountId });
  }

  /** Revokes the token itself, if it has this name. */
  async revokeSecret(secret: string, name: string): Promise<void> {
    await this.end({ hash: hashSecret(secret), name });
  }

  /** Who holds a token; null when it is unknown, expired or revoked, or its account is disabled. */
  async find(secret: string): Promise<Caller | null> {
    const token = await this.working({ hash: hashSecret(secret) });
    if (!token) return null;
    await this.noteUse(token, new Date());
    const { account, id, expiresAt } = token;
    const scopes = allowed(account.role, token.scopes);
    return { accountId: account.id, name: account.name, scopes, credential: { id, expiresAt } };
  }

  /** Whether the token that a caller came with still works. */
  async stillWorks({ credential }: Caller): Promise<boolean> {
    return credential !== undefined && (await this.working({ id: credential.id })) !== null;
  }

  /** @throws Unauthenticated if the token is unknown, expired or revoked, or its account is disabled */
  async callerOf(secret: string): Promise<Caller> {
    const caller = await this.find(secret);
    if (!caller) throw new Unauthenticated('This token is unknown, expired or revoked, or its account is disabled.');
    return caller;
  }

  private working(which: { hash: string } | { id: string }): Promise<(Token & { account: Account }) | null> {
    return this.database.token.findFirst({
      where: {
        ...which,
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
        account: { disabledAt: null },
      },
      include: { account: true },
    });
  }

  private async end(which: Prisma.TokenWhereInput): Promise<number> {
    const { count } = await this.database.token.updateMany({
      where: { ...which, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    return count;
  }

  private async noteUse(token: Token, now: Date): Promise<void> {
    if (token.lastUsedAt && now.getTime() - token.lastUsedAt.getTime() < MINUTE) return;
    await this.database.token.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } });
  }
}
