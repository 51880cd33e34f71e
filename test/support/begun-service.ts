import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Service } from './service.js';
import { starterZoo } from './starter-zoo.js';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/graft');
/** Changes whenever the built server does. */
const BUILD = 'dist/.tsbuildinfo';

/**
 * A service that was begun before: the first start, which makes the database and puts in the starter zoo, takes three
 * times the processor time of later ones. Its data are those of a first start, made once for each build and copied.
 * For services on the embedded database and the local blob folder.
 * @param env further settings; with GRAFT_STARTER=false the zoo is empty
 */
export async function begunService(env: Record<string, string> = {}, parent?: string): Promise<Service> {
  return Service.start(env, { parent, from: env.GRAFT_STARTER === 'false' ? await begunEmpty() : await begunSeeded() });
}

/** The data folder of a stopped service whose zoo is empty. To be copied, not used. */
export const begunEmpty = (): Promise<string> => begun('empty', () => Service.start({ GRAFT_STARTER: 'false' }));

const begunSeeded = () =>
  begun('seeded', async () => {
    const service = await Service.start({}, { from: await begunEmpty() });
    await starterZoo(service);
    return service;
  });

/** The data folder of such a service, stopped. Moved there as a whole, so that nobody copies half of one. */
async function begun(kind: string, start: () => Promise<Service>): Promise<string> {
  const folder = join(await folderOfBuild(), kind);
  if (existsSync(folder)) return folder;
  const service = await start();
  await service.stop();
  const half = `${folder}.${process.pid}`;
  await cp(service.dataDir, half, { recursive: true, filter: (path) => !path.endsWith('.log') });
  await rename(half, folder).catch(() => rm(half, { recursive: true })); // another was faster
  await service.dispose();
  return folder;
}

/** Made where it is missing, in place of those of earlier builds. */
async function folderOfBuild(): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(BUILD))
    .digest('hex');
  const mine = `begun-${hash.slice(0, 16)}`;
  await mkdir(join(CACHE, mine), { recursive: true });
  for (const name of await readdir(CACHE))
    if (name.startsWith('begun-') && name !== mine) await rm(join(CACHE, name), { recursive: true, force: true });
  return join(CACHE, mine);
}
