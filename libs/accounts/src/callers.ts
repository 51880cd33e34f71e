import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { IncomingMessage } from 'node:http';
import type { Caller } from './caller.js';
import { SessionCookie } from './session-cookie.js';
import { Tokens } from './tokens.js';

/** The value of `Authorization: Bearer …`. */
export function bearerOf(request: IncomingMessage): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** Tells who makes a request; for the guard, and for routes that are not Nest's. */
@Injectable()
export class Callers {
  constructor(
    private readonly tokens: Tokens,
    private readonly cookie: SessionCookie,
  ) {}

  /**
   * `ownPageOnly` has let the request pass before: here a cookie is as good as a token.
   * @returns null if no token is sent, or the browser keeps one that stopped working
   * @throws Unauthenticated if a token is sent as `Authorization` that doesn't work
   */
  async of(request: Request): Promise<Caller | null> {
    const bearer = bearerOf(request);
    return bearer === null ? this.byCookie(request) : this.tokens.callerOf(bearer);
  }

  /** The account that is signed in with the browser of the request; null if there is none. */
  async byCookie(request: Request): Promise<Caller | null> {
    const secret = await this.cookie.read(request);
    return secret === null ? null : this.tokens.find(secret);
  }
}
