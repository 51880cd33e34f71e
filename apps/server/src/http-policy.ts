import type { Request, Response } from 'express';
import helmet from 'helmet';
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

type Middleware = ReturnType<typeof helmet>;

const inline = "'unsafe-inline'";
type Source = string | ((request: unknown, response: ServerResponse) => string);
const policy = (...styles: Source[]): Middleware =>
  helmet({
    contentSecurityPolicy: {
      directives: {
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", ...styles],
        'upgrade-insecure-requests': null, // a local server speaks plain HTTP
      },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' }, // models may be loaded by pages elsewhere
  });

/** A random nonce per request: the browser accepts added styles only if they carry it. */
export function nonceOf(response: Response): string {
  const locals = response.locals as { nonce?: string };
  return (locals.nonce ??= randomBytes(16).toString('base64'));
}

/** Security headers. Swagger's page styles itself inline; everything else keeps the strict policy. */
export function securityHeaders(): Middleware {
  const strict = policy((_request, response) => `'nonce-${nonceOf(response as Response)}'`);
  const docs = policy(inline);
  return (request, response, next) => {
    const chosen = (request as Request).path.startsWith('/api/docs') ? docs : strict;
    chosen(request, response, next);
  };
}

/** Pages elsewhere may read models, never with this site's cookies. */
export function crossOrigin(request: Request, decide: (error: Error | null, options: object) => void): void {
  const reading = ['GET', 'HEAD', 'OPTIONS'].includes(request.method) && request.path.startsWith('/api/v1/models');
  decide(null, {
    origin: reading ? '*' : false,
    methods: ['GET', 'HEAD'],
    exposedHeaders: ['ETag', 'Link', 'Content-Range', 'Content-Length', 'X-Request-Id'],
    maxAge: 86_400,
  });
}
