import { runInChild } from '../run-in-child.js';

/** A parent to be killed: tells the number of the process it started. */
const onMessage = (_: string, data: object) => {
  process.send!((data as { pid: number }).pid);
  return Promise.resolve();
};
await runInChild(new URL('./worked.child.js', import.meta.url), { what: 'hold' }, { onMessage });
