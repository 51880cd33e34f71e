import type { components } from './types.js';

/** The HTTP API's types, generated from docs/openapi.json by `npm run openapi`. */
export type { components, paths } from './types.js';

/** A resource as the API describes it. */
export type Resource<Name extends keyof components['schemas']> = components['schemas'][Name];
