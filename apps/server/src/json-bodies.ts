import type { RequestHandler } from 'express';
import { Budget } from '#graft/admission';
import { Problem, TooLarge } from '#graft/problems';

const MIB = 1024 ** 2;
/** Bytes of a JSON body with a token: cards and lists of labels can be long. */
export const MAX_JSON = 16 * MIB;
/** Bytes of a JSON body without one: all that can be sent is a name and a password. */
const MAX_ANONYMOUS_JSON = 64 * 1024;

const BUDGET = { all: { anonymous: 4 * MIB, signedIn: 64 * MIB }, one: { anonymous: MIB, signedIn: 32 * MIB } };

/**
 * Express middleware that bounds the JSON bodies held in memory, each by itself and all together. It stands before they are
 * read, and so before it is known whether a token is good.
 * @throws TooLarge, TooManyRequests; Problem 411 for a body without a token that does not tell its length
 */
export function boundedJson(): RequestHandler {
  const budget = new Budget(BUDGET);
  return (request, response, next) => {
    if (!request.is('application/json')) return next();
    const signedIn = Boolean(request.get('Authorization') ?? request.get('Cookie'));
    const length = request.get('Content-Length');
    if (!signedIn) assertSmall(length);
    response.once(
      'close',
      budget.take({ key: request.ip ?? '', signedIn }, Math.min(Number(length ?? MAX_JSON), MAX_JSON)),
    );
    next();
  };
}

function assertSmall(length: string | undefined): void {
  if (length === undefined)
    throw new Problem('length-required', 411, 'Length required', 'Send the length of the body as Content-Length.');
  if (Number(length) > MAX_ANONYMOUS_JSON)
    throw new TooLarge(`The body has ${length} bytes; without a token at most ${MAX_ANONYMOUS_JSON} are accepted.`, {
      where: 'body',
      received: Number(length),
      accepted: MAX_ANONYMOUS_JSON,
    });
}
