import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { Config } from '#graft/config';

/** Bookmarks of earlier versions carry the owner's token; no log may. Headers, with tokens and cookies, are left out. */
const withoutToken = (url: string) => url.replace(/([?&]token=)[^&]*/g, '$1[redacted]');

const requestId = (request: IncomingMessage, response: ServerResponse): string => {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
};

interface LogLine {
  time: number;
  level: number;
  msg?: string;
  err?: { message?: string };
}

/** One plain line an entry, for a person at a terminal. */
function plainLine(json: string): string {
  const { time, level, msg, err } = JSON.parse(json) as LogLine;
  const name = level >= 50 ? 'error' : level >= 40 ? 'warning' : level >= 30 ? 'info' : 'debug';
  const text = [msg, err?.message].filter((part) => part !== undefined && part !== '');
  return `${new Date(time).toTimeString().slice(0, 8)} ${name}: ${[...new Set(text)].join(': ')}\n`;
}

const terminal: DestinationStream = { write: (json: string) => void process.stderr.write(plainLine(json)) };

/**
 * Logs go to standard error: JSON lines where a collector reads them; at a terminal plain lines, and only warnings and
 * errors unless the level was lowered, so that the address printed at start stays in sight.
 */
export function logging(config: Config, atTerminal = process.stderr.isTTY): Params {
  return {
    pinoHttp: [
      {
        level: atTerminal && config.logLevel === 'info' ? 'warn' : config.logLevel,
        genReqId: requestId,
        serializers: {
          req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
            id,
            method,
            url: withoutToken(url),
          }),
          res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
        },
        autoLogging: { ignore: (request) => /^\/(healthz|readyz|metrics)/.test(request.url ?? '') },
        customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
      },
      atTerminal ? terminal : process.stderr,
    ],
  };
}
