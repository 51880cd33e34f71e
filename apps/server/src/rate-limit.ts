import type { ExecutionContext } from '@nestjs/common';
import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request } from 'express';
import { type Config, isLoopback } from '#graft/config';

/** Requests per minute and address. Scripts on this machine may send ten times as many. */
export const rateLimits = (config: Config): ThrottlerModuleOptions => [
  {
    ttl: 60_000,
    limit: (context: ExecutionContext) =>
      isLoopback(context.switchToHttp().getRequest<Request>().ip ?? '') ? config.rateLimit * 10 : config.rateLimit,
  },
];
