export { ahead } from './ahead.js';
export { ChildDied, ChildKilled, OutOfMemory, TimedOut } from './child-problems.js';
export { ChildPool, type PoolOptions } from './child-pool.js';
export { Progress } from './progress.js';
export { runInChild, type ChildOptions } from './run-in-child.js';
export { serveChild, serveOrders, type ChildContext } from './serve-child.js';
export { serveThread, Thread } from './thread.js';
export { aborted, untilStopped } from './until-stopped.js';
