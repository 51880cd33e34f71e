import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import { type NextFunction, type Request, type Response, static as serveStatic } from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nonceOf } from './http-policy.js';

type Handler = (request: Request, response: Response, next: NextFunction) => void;

/** The page's build, beside that of the server. */
const built = fileURLToPath(new URL('./web', import.meta.url));

/** Stands in the page's build where the nonce of a request belongs. */
const NONCE = '__NONCE__';

const plainPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Graft</title>
<h1>Graft</h1>
<p>The server is running. Use it from a terminal with <code>graft</code>, or try its <a href="/api/docs">API</a>.</p>
</html>
`;

/** Serves the web page if it was built, else a small one that says where to go. */
export function servePage(app: NestExpressApplication): void {
  if (existsSync(join(built, 'index.html'))) {
    const html = readFileSync(join(built, 'index.html'), 'utf8');
    const assets = serveStatic(join(built, 'assets'), { immutable: true, maxAge: '1y' });
    // One that a newer build took away is gone, and is not the page.
    app.use('/assets', compression(), assets, (_request: Request, response: Response) => void response.sendStatus(404));
    app.use(outsideApi(serveStatic(built, { index: false })));
    app.use(
      forPages((_request, response) =>
        response
          .type('html')
          .set('Cache-Control', 'no-cache')
          .send(html.replaceAll(NONCE, nonceOf(response))),
      ),
    );
  } else {
    app.use(
      forPages((request, response, next) => (request.path === '/' ? response.type('html').send(plainPage) : next())),
    );
  }
}

const outsideApi =
  (serve: Handler): Handler =>
  (request, response, next) =>
    /^\/(api|uploads|healthz|readyz|metrics)(\/|$)/.test(request.path) ? next() : serve(request, response, next);

/** What a browser asks for when a person goes to an address; a program that went astray is told so instead. */
const forPages = (serve: Handler): Handler =>
  outsideApi((request, response, next) => {
    const byPerson = request.path === '/' || request.headers.accept?.includes('text/html');
    if (request.method === 'GET' && byPerson) serve(request, response, next);
    else next();
  });
