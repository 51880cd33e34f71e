import type { ExecutionContext } from '@nestjs/common';
import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request } from 'express';
import ipaddr from 'ipaddr.js';
import { Config } from '#graft/config';

/** Whether an address or host name means this machine only. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  try {
    return ipaddr.process(host).range() === 'loopback'; // ::ffff:127.0.0.1, too
  } catch {
    return false; // another name
  }
}

/** Requests a minute from one address. On this machine a person's own scripts may ask ten times as often. */
export const rateLimits = (config: Config): ThrottlerModuleOptions => [
  {
    ttl: 60_000,
    limit: (context: ExecutionContext) =>
      isLoopback(context.switchToHttp().getRequest<Request>().ip ?? '') ? config.rateLimit * 10 : config.rateLimit,
  },
];
