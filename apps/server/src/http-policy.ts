import type { Request } from 'express';
import helmet from 'helmet';

type Middleware = ReturnType<typeof helmet>;

const inline = "'unsafe-inline'";
const policy = (...styles: string[]): Middleware =>
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

/** Security headers. Swagger's page styles itself inline; everything else keeps the strict policy. */
export function securityHeaders(): Middleware {
  const strict = policy();
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
