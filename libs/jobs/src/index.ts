export * from './job.js';
export { hasEnded, Jobs } from './jobs.js';
export * from './jobs.module.js';
export { streamEvents } from './stream-events.js';
