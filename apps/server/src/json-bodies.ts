import { raw, type Request, type RequestHandler } from 'express';
import { Budget } from '#graft/admission';
import { Problem, TooLarge } from '#graft/problems';
import { readJson } from './read-json.js';

const MIB = 1024 ** 2;
const MAX_BYTES = MIB;
/** Imports take the names of up to 100,000 classes, and publishing takes a card of up to 1 MiB, which JSON makes longer. */
const LARGER = { path: /^\/api\/v1\/(imports|(imports|runs)\/[^/]+\/publish)\/?$/, bytes: 8 * MIB };
/** Without a token all that can be sent is a name and a password. */
const MAX_ANONYMOUS = 64 * 1024;

const BUDGET = { all: { anonymous: 4 * MIB, signedIn: 64 * MIB }, one: { anonymous: MIB, signedIn: 32 * MIB } };

const JSON_TYPE = 'application/json';
/** What calls read as a body, by their paths; all others read JSON. */
const OTHER_TYPES: [path: RegExp, types: string[]][] = [
  [/^\/uploads(\/|$)/, ['application/offset+octet-stream']],
  [/\/predict\/?$/, ['multipart/form-data', 'image/*']],
];

const READS = ['GET', 'HEAD', 'OPTIONS'];

/** Express middleware: reads JSON bodies into `request.body`, and leaves uploads and images to their routes. */
export const jsonBodies = (): RequestHandler[] => [refuseOtherTypes, boundedJson(), read, parse];

/** Refuses a body of a type that its call does not read. A form of another site can send only types that are refused. */
const refuseOtherTypes: RequestHandler = (request, _response, next) => {
  const accepted = OTHER_TYPES.find(([path]) => path.test(request.path))?.[1] ?? [JSON_TYPE];
  if (READS.includes(request.method) || !hasBody(request) || request.is(accepted)) return next();
  const received = request.get('Content-Type') ?? null;
  throw new Problem(
    'unsupported-media-type',
    415,
    'Unsupported media type',
    `${request.method} ${request.path} does not read a body of ${received ?? 'no type'}. Send ${accepted.join(' or ')}.`,
    { where: 'Content-Type', received, accepted },
  );
};

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Express middleware that bounds the JSON bodies held in memory, each by itself and all together. It stands before they are
 * read, and so before it is known whether a token is good.
 * @throws TooLarge, TooManyRequests; Problem 411 for a body without a token that does not tell its length
 */
export function boundedJson(): RequestHandler {
  const budget = new Budget(BUDGET);
  return (request, response, next) => {
    if (!request.is(JSON_TYPE)) return next();
    const signedIn = Boolean(request.get('Authorization') ?? request.get('Cookie'));
    const length = request.get('Content-Length');
    if (!signedIn && length === undefined)
      throw new Problem('length-required', 411, 'Length required', 'Send the length of the body as Content-Length.');
    const most = signedIn ? limitOf(request) : MAX_ANONYMOUS;
    if (Number(length ?? 0) > most) throw tooLarge(Number(length), most, signedIn);
    response.once('close', budget.take({ key: request.ip ?? '', signedIn }, Number(length ?? most)));
    next();
  };
}

const tooLarge = (received: number, accepted: number, signedIn: boolean) =>
  new TooLarge(
    `The body has ${received} bytes. ${signedIn ? 'At' : 'Without a token, at'} most ${accepted} bytes are accepted. Upload files at /uploads.`,
    { where: 'body', received, accepted },
  );

const limitOf = ({ path }: Request) => (LARGER.path.test(path) ? LARGER.bytes : MAX_BYTES);

const usual = raw({ type: JSON_TYPE, limit: MAX_BYTES });
const larger = raw({ type: JSON_TYPE, limit: LARGER.bytes });
const read: RequestHandler = (request, response, next) =>
  (limitOf(request) === MAX_BYTES ? usual : larger)(request, response, next);

const parse: RequestHandler = (request, _response, next) => {
  // A client that names the type of a body that it does not send has none.
  if (Buffer.isBuffer(request.body)) request.body = request.body.length > 0 ? readJson(request.body) : undefined;
  next();
};
