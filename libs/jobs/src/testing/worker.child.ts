/** A worker process of the specs: `worker.child.ts DATA_DIR [DATABASE_URL]`. Tells its parent which slow jobs it starts. */
import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWorkplace } from './workplace.js';

const [dataDir = '', databaseUrl] = process.argv.slice(2);

const place = await openWorkplace(
  { dataDir, databaseUrl },
  {
    async brief({ emit }) {
      await emit('log', { message: `pid ${process.pid}` });
      await sleep(20);
    },
    async slow({ attempt, signal }, { id }) {
      process.send!({ id, attempt });
      await sleep(60_000, undefined, { signal });
    },
  },
);
process.on('SIGTERM', () => void place.close().then(() => process.exit(0)));
process.send!('ready');
