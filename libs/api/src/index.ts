import type { components } from './types.js';

/** Types of the HTTP API, generated from docs/openapi.json by `npm run openapi`. */
export type { components, paths } from './types.js';

/** A resource as the API describes it. */
export type Resource<Name extends keyof components['schemas']> = components['schemas'][Name];

export { EXPORTS, IMPORTS } from './formats.js';
export { body, connect, open, send, type Api, type Connection } from './client.js';
export { mayRetryUpload, uploadProblem } from './uploads.js';
export { jobEvents, untilEnded, type JobEvent } from './events.js';
