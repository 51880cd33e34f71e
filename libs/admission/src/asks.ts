import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Work } from './admission.js';

export const ASKS = 'graft:asks';

/**
 * Declares the work that a route asks for beyond a few queries; `docs/openapi.json` says so as `x-graft-work`. `Admission`
 * refuses work that the request's route does not declare.
 */
export const Asks = (work: Exclude<Work, 'reading'>) =>
  applyDecorators(SetMetadata<string, Work>(ASKS, work), ApiExtension('x-graft-work', work));
