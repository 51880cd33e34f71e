export { EventStreams } from './event-streams.js';
export * from './job.js';
export { Jobs } from './jobs.js';
export * from './jobs.module.js';
