import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Database, type Token } from '#graft/database';
import { Forbidden, InvalidInput, NotFound, Unauthenticated } from '#graft/problems';
import { permits, type Caller, type Scope } from './caller.js';
import type { PageById } from './page.js';

export interface TokenRequest {
  name: string;
  scopes: Scope[];
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

  /** @throws Forbidden when a scope is asked for that the caller's own token lacks; InvalidInput when it would be expired */
  issueTo(caller: Caller, request: TokenRequest): Promise<IssuedToken> {
    const lacking = request.scopes.filter((scope) => !permits(caller, scope));
    if (lacking.length > 0)
      throw new Forbidden(`Your token cannot give what it doesn't have: ${lacking.join(', ')}.`, {
        received: request.scopes,
        accepted: caller.scopes,
      });
    if (request.expiresAt && request.expiresAt <= new Date())
      throw new InvalidInput('A token must expire in the future.', { where: 'expiresAt', received: request.expiresAt });
    return this.issue(caller.accountId, request);
  }

  /** An account's tokens that were not revoked, oldest first; one more than the limit where there are more. */
  list(accountId: string, { cursor, limit }: PageById): Promise<Token[]> {
    return this.database.token.findMany({
      where: { accountId, revokedAt: null, id: { gt: cursor } },
      orderBy: { id: 'asc' },
      take: limit + 1,
    });
  }

  /** @throws NotFound for a token that isn't the account's */
  async revoke(accountId: string, id: string): Promise<void> {
    const { count } = await this.database.token.updateMany({
      where: { id, accountId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw new NotFound(`You have no token ${id}.`, { received: id });
  }

  /** Revokes the token itself, if it has this name. */
  async revokeSecret(secret: string, name: string): Promise<void> {
    await this.database.token.updateMany({
      where: { hash: hashSecret(secret), name, revokedAt: null },
      data: { revokedAt: new Date() },
    });
  }

  /** Who holds a token; null when it is unknown, expired or revoked. */
  async find(secret: string): Promise<Caller | null> {
    const now = new Date();
    const token = await this.database.token.findUnique({
      where: { hash: hashSecret(secret), revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      include: { account: true },
    });
    if (!token) return null;
    await this.noteUse(token, now);
    const { account } = token;
    const scopes = (token.scopes as Scope[]).filter((scope) => scope !== 'admin' || account.role === 'admin');
    return { accountId: account.id, name: account.name, role: account.role, scopes };
  }

  /** @throws Unauthenticated when the token is unknown, expired or revoked */
  async callerOf(secret: string): Promise<Caller> {
    const caller = await this.find(secret);
    if (!caller) throw new Unauthenticated('This token is unknown, expired or revoked.');
    return caller;
  }

  private async noteUse(token: Token, now: Date): Promise<void> {
    if (token.lastUsedAt && now.getTime() - token.lastUsedAt.getTime() < MINUTE) return;
    await this.database.token.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } });
  }
}
