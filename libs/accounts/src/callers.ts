import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Caller } from './caller.js';
import { Tokens } from './tokens.js';

export const COOKIE = 'graft_token';

/** The value of `Authorization: Bearer …`. */
function bearerOf(request: IncomingMessage): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** The value of the cookie that the page signs in with. */
export function cookieOf(request: IncomingMessage): string | null {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? null;
}

/** Tells who makes a request; for the guard, and for routes that are not Nest's. */
@Injectable()
export class Callers {
  constructor(private readonly tokens: Tokens) {}

  /**
   * @returns null where no token is sent, or the browser keeps one that stopped working
   * @throws Unauthenticated when a token is sent as `Authorization` that doesn't work
   */
  async of(request: IncomingMessage): Promise<Caller | null> {
    const bearer = bearerOf(request);
    if (bearer !== null) return this.tokens.callerOf(bearer);
    const cookie = cookieOf(request);
    if (cookie === null) return null;
    return this.tokens.find(cookie);
  }
}
