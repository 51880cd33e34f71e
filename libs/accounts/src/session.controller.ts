import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { Admission, Asks, visitorOf } from '#graft/admission';
import { Conflict, InvalidInput, Unauthenticated } from '#graft/problems';
import { Accounts } from './accounts.js';
import type { Caller } from './caller.js';
import { Callers } from './callers.js';
import { CurrentCaller, Needs, Public } from './decorators.js';
import { SessionCookie } from './session-cookie.js';
import { SESSION_MS, Sessions } from './sessions.js';
import { Tokens } from './tokens.js';

export class SignInRequest {
  @ApiPropertyOptional({ description: 'A token. Alternatives are a one-time token, or a name and its password.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  token?: string;

  @ApiPropertyOptional({
    description: 'From the link that the server printed, or from `POST /session/one-time-tokens`.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  oneTimeToken?: string;

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

  @ApiPropertyOptional({
    description: 'Whether to sign in even if the browser is signed in to another account.',
  })
  @IsOptional()
  @IsBoolean()
  replace?: boolean;
}

export class OneTimeTokenResponse {
  @ApiProperty({ description: 'Signs one browser in: append it to any URL of the page as `#token=…`.' })
  token: string;
  @ApiProperty({ description: 'When it expires; earlier if the server is restarted.' })
  expiresAt: Date;
}

/** Who is to be signed in, and how once nothing speaks against it. */
interface SignIn {
  accountId: string;
  accountName: string;
  /** @returns what the cookie is to hold; null if another request used the one-time token meanwhile */
  begin(): string | null | Promise<string | null>;
}

/** Signing in from a browser: a secret goes into a cookie that scripts cannot read and other sites cannot send. */
@ApiTags('who')
@Public('always')
@Controller('session')
export class SessionController {
  constructor(
    private readonly accounts: Accounts,
    private readonly callers: Callers,
    private readonly cookie: SessionCookie,
    private readonly sessions: Sessions,
    private readonly tokens: Tokens,
    private readonly admission: Admission,
  ) {}

  /** Signs in by token, by one-time token, or by name and password. A refusal changes nothing. */
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'The browser is signed in to another account, and `replace` is not set.' })
  @Post()
  @Asks('passwords')
  @HttpCode(204)
  @Throttle({ default: { limit: 30, ttl: 60_000 } })
  async signIn(
    @Body() request: SignInRequest,
    @Req() http: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const wanted = await this.wanted(request, http);
    const before = await this.callers.byCookie(http);
    if (before?.accountId === wanted.accountId && request.oneTimeToken !== undefined) return; // it stays unused
    if (before && before.accountId !== wanted.accountId && !request.replace)
      throw new Conflict(`This browser is signed in as ${before.name}. Send "replace" to sign in as another account.`, {
        signedInAs: before.name,
        account: wanted.accountName,
      });
    const secret = await wanted.begin();
    if (secret === null) throw usedUp();
    await this.endSession(http);
    await this.cookie.set(http, response, secret, SESSION_MS);
  }

  /** Signs out. */
  @Delete()
  @HttpCode(204)
  async signOut(@Req() http: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.endSession(http);
    await this.cookie.clear(http, response);
  }

  /** Makes a token that signs one browser in as you: at once, or within a day. `graft open` asks for it. */
  @ApiBearerAuth()
  @ApiCreatedResponse({ type: OneTimeTokenResponse })
  @Post('one-time-tokens')
  @Needs('admin')
  createOneTimeToken(@CurrentCaller() caller: Caller): OneTimeTokenResponse {
    const { secret, expiresAt } = this.sessions.offer(caller);
    return { token: secret, expiresAt };
  }

  private async endSession(http: Request): Promise<void> {
    const secret = await this.cookie.read(http);
    if (secret !== null) await this.sessions.end(secret);
  }

  private async wanted({ token, oneTimeToken, name, password }: SignInRequest, http: Request): Promise<SignIn> {
    if (token !== undefined) {
      const caller = await this.tokens.callerOf(token);
      return { accountId: caller.accountId, accountName: caller.name, begin: () => token };
    }
    if (oneTimeToken !== undefined) return this.byOneTimeToken(oneTimeToken);
    if (name === undefined || password === undefined)
      throw new InvalidInput('Send a token, a one-time token, or a name and its password.', {
        accepted: ['token', 'oneTimeToken', 'name, password'],
      });
    const account = await this.admission.run(visitorOf(http), 'passwords', () => this.accounts.signIn(name, password));
    return { accountId: account.id, accountName: name, begin: () => this.sessions.beginFor(account) };
  }

  private byOneTimeToken(secret: string): SignIn {
    const offer = this.sessions.offered(secret);
    if (!offer) throw usedUp();
    return { ...offer, begin: () => this.sessions.take(secret) };
  }
}

const usedUp = () =>
  new Unauthenticated(
    'This link was used before or has expired. Run `graft open` to get a new one; the server also prints one when it starts.',
  );
