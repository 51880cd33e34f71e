import { setTimeout as sleep } from 'node:timers/promises';
import { ModelRefused } from '#graft/problems';
import { serveOrders } from '../serve-child.js';

/** What the specs ask this program to do. */
export interface Task {
  what: 'tell' | 'refuse' | 'grow' | 'swell' | 'crash' | 'hang';
}

let kept: Buffer | undefined;

serveOrders<{ name: string }, Task, { pid: number; name: string; held: number }>(({ name }) => async ({ what }) => {
  switch (what) {
    case 'tell':
      await sleep(50);
      break;
    case 'refuse':
      throw new ModelRefused('No Lambda layers.');
    case 'grow':
      kept = Buffer.alloc(200 * 1024 ** 2, 1);
      break;
    case 'swell': {
      const held: Buffer[] = [];
      for (;;) {
        held.push(Buffer.alloc(32 * 1024 ** 2, 1));
        await sleep(20);
      }
    }
    case 'crash':
      process.exit(7);
    case 'hang':
      for (;;);
  }
  return { pid: process.pid, name, held: kept?.length ?? 0 };
});
