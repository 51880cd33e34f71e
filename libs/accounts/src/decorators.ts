import { applyDecorators, createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Caller, Permission } from './caller.js';

export const ACCESS = 'graft:access';

/**
 * Who may call a route:
 * - `anybody`: the token is ignored;
 * - `optional`: everybody, with `GRAFT_PUBLIC_READING=false` too; the route is told who sends a token;
 * - `public`: every caller, each of whom sees what they may see; with `GRAFT_PUBLIC_READING=false` a token is needed;
 * - `account`: any token of an account that is not disabled;
 * - `scopes`: a token with all of these; `anyScope`: a token with one of these.
 */
export type Access =
  | 'anybody'
  | 'optional'
  | 'public'
  | 'account'
  | { scopes: Permission[] }
  | { anyScope: Permission[] };

/** A request that the guard has let through. */
export type CallerRequest = Request & { caller: Caller | null };

/** Declares who may call a route; `docs/openapi.json` says so as `x-graft-access`. A route without it does not start. */
const Declare = (access: Access) =>
  applyDecorators(SetMetadata<string, Access>(ACCESS, access), ApiExtension('x-graft-access', access));

/**
 * Lets every caller in, and identifies the caller if the request has a token. With `GRAFT_PUBLIC_READING=false` a token is needed here
 * too, except on routes that are `'always'` open: signing in, health.
 */
export const Public = (open: 'reading' | 'always' = 'reading') => Declare(open === 'always' ? 'anybody' : 'public');

/** Lets everybody in, with `GRAFT_PUBLIC_READING=false` too, and tells who it is where a token is sent. */
export const TokenOptional = () => Declare('optional');

/** Asks for any token. */
export const SignedIn = () => Declare('account');

/** Asks for a token with all of these scopes. */
export const Needs = (...scopes: Permission[]) => Declare({ scopes });

/** Asks for a token with one of these scopes. */
export const NeedsAny = (...scopes: Permission[]) => Declare({ anyScope: scopes });

/** The `Caller`; null without a token, on a route that asks for none. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<CallerRequest>().caller,
);
