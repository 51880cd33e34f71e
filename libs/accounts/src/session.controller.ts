import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { CookieOptions, Request, Response } from 'express';
import { Admission, Asks, visitorOf } from '#graft/admission';
import { InvalidInput } from '#graft/problems';
import { Accounts } from './accounts.js';
import { COOKIE, cookieOf } from './callers.js';
import { Public } from './decorators.js';
import { Tokens } from './tokens.js';

const SESSION = 'signed in';
const DAYS_30 = 30 * 24 * 3600 * 1000;

export class SignInRequest {
  @ApiPropertyOptional({ description: 'A token; or else a name with its password.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  token?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(63)
  name?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  password?: string;
}

/** Signing in from a browser: the token goes into a cookie that scripts cannot read and other sites cannot send. */
@ApiTags('who')
@Public('always')
@Controller('session')
export class SessionController {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: Tokens,
    private readonly admission: Admission,
  ) {}

  /** Signs in by token, or by name and password. */
  @Post()
  @Asks('passwords')
  @HttpCode(204)
  @Throttle({ default: { limit: 30, ttl: 60_000 } })
  async signIn(
    @Body() request: SignInRequest,
    @Req() http: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    response.cookie(COOKIE, await this.secretOf(request, http), { ...cookieOptions(http), maxAge: DAYS_30 });
  }

  /** Signs out. */
  @Delete()
  @HttpCode(204)
  async signOut(@Req() http: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const secret = cookieOf(http);
    if (secret !== null) await this.tokens.revokeSecret(secret, SESSION); // a token that was pasted in is used elsewhere
    response.clearCookie(COOKIE, cookieOptions(http));
  }

  private async secretOf({ token, name, password }: SignInRequest, http: Request): Promise<string> {
    if (token !== undefined) {
      await this.tokens.callerOf(token);
      return token;
    }
    if (name === undefined || password === undefined)
      throw new InvalidInput('Send a token, or a name and its password.', { accepted: ['token', 'name, password'] });
    const account = await this.admission.run(visitorOf(http), 'passwords', () => this.accounts.signIn(name, password));
    const { secret } = await this.tokens.issue(account.id, {
      name: SESSION,
      scopes: ['read', 'publish', 'train', 'tokens', ...(account.role === 'admin' ? (['admin'] as const) : [])],
      expiresAt: new Date(Date.now() + DAYS_30),
    });
    return secret;
  }
}

const cookieOptions = (request: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: request.secure,
  path: '/',
});
