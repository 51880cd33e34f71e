import type { Request, RequestHandler } from 'express';
import { Forbidden } from '#graft/problems';
import { bearerOf } from './callers.js';
import { carriesSession } from './session-cookie.js';

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Express middleware, before every route. A browser sends its cookie along with what pages of other addresses send, and
 * signs its person in as anyone they choose. So a request that may change something must come from Graft's own page,
 * unless it carries a bearer token, which a browser never adds by itself, or comes from a program without a cookie.
 * @throws Forbidden
 */
export const ownPageOnly: RequestHandler = (request, _response, next) => {
  if (READS.includes(request.method) || bearerOf(request) !== null) return next();
  const site = request.get('Sec-Fetch-Site');
  const origin = request.get('Origin');
  if (site !== undefined) {
    if (site !== 'same-origin') throw refusal(request, 'Sec-Fetch-Site', site, 'same-origin');
  } else if (origin !== undefined) {
    const own = ownOrigin(request);
    if (origin !== own) throw refusal(request, 'Origin', origin, own);
  } else if (carriesSession(request)) throw refusal(request, 'Origin', null, ownOrigin(request));
  next();
};

const refusal = ({ method }: Request, where: string, received: string | null, accepted: string | null) =>
  new Forbidden(
    `This ${method} request was not sent by Graft's own page, so a cookie is not enough. Send a token as "Authorization: Bearer …". Behind a proxy, set GRAFT_TRUST_PROXY.`,
    { where, received, accepted },
  );

/** `https://graft.example`, as a browser names the page that it sends a request for; null if `Host` is no host. */
function ownOrigin(request: Request): string | null {
  const address = `${request.protocol}://${request.host}`;
  return URL.canParse(address) ? new URL(address).origin : null;
}
