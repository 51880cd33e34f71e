export { ahead } from './ahead.js';
export { ChildDied, OutOfMemory, TimedOut } from './child-problems.js';
export { ChildPool, type PoolOptions } from './child-pool.js';
export { entryOf } from './entry.js';
export { Progress } from './progress.js';
export { runInChild, type ChildOptions } from './run-in-child.js';
export { serveChild, serveOrders, type ChildContext } from './serve-child.js';
export { startThread } from './start-thread.js';
export { aborted, untilStopped } from './until-stopped.js';
