import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { Database } from '#graft/database';
import { OWNER } from './owner.js';

const NAME = 'graft_session_';
/** Browsers take a cookie of this prefix only over TLS, for this host alone and for all of its paths. */
const HOST_PREFIX = '__Host-';

/** Whether a request carries a session of this server or of another on the same host. */
export const carriesSession = (request: Request): boolean =>
  cookiesOf(request).some(([name]) => name.replace(HOST_PREFIX, '').startsWith(NAME));

/**
 * The cookie that a browser signs in with: no script can read it, and no other site can send it. Browsers share cookies
 * between the ports of a host, so its name carries an id of the database: two servers leave each other's alone.
 */
@Injectable()
export class SessionCookie {
  private id?: string;

  constructor(private readonly database: Database) {}

  async read(request: Request): Promise<string | null> {
    const cookies = cookiesOf(request);
    if (cookies.length === 0) return null;
    const name = await this.nameFor(request);
    const value = cookies.find(([candidate]) => candidate === name)?.[1];
    return value === undefined ? null : decoded(value);
  }

  async set(request: Request, response: Response, secret: string, maxAge: number): Promise<void> {
    response.cookie(await this.nameFor(request), secret, { ...attributesFor(request), maxAge });
  }

  async clear(request: Request, response: Response): Promise<void> {
    response.clearCookie(await this.nameFor(request), attributesFor(request));
  }

  private async nameFor(request: Request): Promise<string> {
    return `${request.secure ? HOST_PREFIX : ''}${NAME}${await this.databaseId()}`;
  }

  /** Made from the id of the owner's account, which is random and stays. */
  private async databaseId(): Promise<string> {
    if (this.id !== undefined) return this.id;
    const owner = await this.database.account.findUnique({ where: { name: OWNER }, select: { id: true } });
    if (!owner) return 'new';
    return (this.id = createHash('sha256').update(owner.id).digest('hex').slice(0, 8));
  }
}

const attributesFor = (request: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: request.secure,
  path: '/',
});

function cookiesOf(request: Request): [name: string, value: string][] {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.flatMap((cookie) => {
    const at = cookie.indexOf('=');
    return at > 0 ? [[cookie.slice(0, at), cookie.slice(at + 1)] as [string, string]] : [];
  });
}

/** Null for what is not percent-encoded as this server writes it. */
function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
