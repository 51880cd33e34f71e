export { ChildDied, OutOfMemory, TimedOut } from './child/child-problems.js';
export { Progress } from './child/progress.js';
export { runInChild } from './child/run-in-child.js';
export { serveChild, type ChildContext } from './child/serve-child.js';
export * from './job.js';
export { hasEnded, Jobs } from './jobs.js';
export * from './jobs.module.js';
export { streamEvents } from './stream-events.js';
