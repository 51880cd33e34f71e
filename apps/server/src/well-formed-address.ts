import type { RequestHandler } from 'express';
import { isStorable } from '#graft/database';
import { InvalidInput } from '#graft/problems';

/**
 * Express middleware, before everything that reads an address.
 * @throws InvalidInput for percent signs that encode nothing, and for bytes that are no text
 */
export const wellFormedAddress: RequestHandler = (request, _response, next) => {
  if (!isStorable(decoded(request.url))) throw notWellFormed();
  next();
};

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    throw notWellFormed();
  }
}

const notWellFormed = () =>
  new InvalidInput('The URL is not well formed. Encode "%" as %25, and other characters as UTF-8 without NUL.', {
    where: 'address',
  });
