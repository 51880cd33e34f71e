import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import ipaddr from 'ipaddr.js';

/** A request that work is done for. */
export interface Visitor {
  /** Requests of one key share what each may ask for: those of an account, or of an address without a token. */
  key: string;
  signedIn: boolean;
  /** The work that the request's route declares with `@Asks`, if any. Undefined if there is no route. */
  asks?: string | null;
  /** Aborts when the reader has gone away: then nothing is waited for. */
  gone?: AbortSignal;
  /** Gives back the place that the request holds, if it holds one: a request has one place at a time. */
  leave: () => void;
}

type VisitorRequest = Request & { caller?: { accountId: string } | null; visitor?: Visitor };

/** Who makes a request; always the same visitor for the same request. Ask for it after the guard has found the caller. */
export function visitorOf(request: VisitorRequest): Visitor {
  return (request.visitor ??= {
    key: request.caller ? `account ${request.caller.accountId}` : addressKey(request.ip ?? ''),
    signedIn: Boolean(request.caller),
    gone: closing(request),
    leave: () => {},
  });
}

/** The `Visitor` of a route's request. */
export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  visitorOf(context.switchToHttp().getRequest<VisitorRequest>()),
);

/** Work of the server's own, or of an account's by another way than a request. */
export const visitorFor = (account: string): Visitor => ({
  key: `account ${account}`,
  signedIn: true,
  leave: () => {},
});

/** Who owns an IPv6 address owns a network of them, of at least 64 bits: they count as one. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

function closing({ res }: Request): AbortSignal {
  const controller = new AbortController();
  res?.once('close', () => controller.abort());
  return controller.signal;
}
