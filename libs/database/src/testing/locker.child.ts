/**
 * A process of the specs that locks folders: `locker.child.ts FOLDER`. It answers each order with what came of it. `fork`
 * starts a child that outlives it.
 */
import { spawn } from 'node:child_process';
import { lockFolder } from '../folder-lock.js';

export type Order = { what: 'take'; at: number } | { what: 'release' } | { what: 'fork' };
export type Answer = 'taken' | 'refused' | 'released' | number;

const folder = process.argv[2]!;
let unlock: (() => void) | undefined;

process.on('message', (order: Order) => void obey(order).then((answer) => process.send!(answer)));
process.on('disconnect', () => process.exit());
process.send!('ready');

async function obey(order: Order): Promise<Answer> {
  switch (order.what) {
    case 'take':
      while (Date.now() < order.at); // all at the same moment
      unlock = await lockFolder(folder).catch(() => undefined);
      return unlock ? 'taken' : 'refused';
    case 'release':
      unlock?.();
      unlock = undefined;
      return 'released';
    case 'fork':
      return spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore', detached: true }).pid!;
  }
}
