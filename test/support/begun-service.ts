import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Service } from './service.js';
import { starterZoo } from './starter-zoo.js';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/graft');
const BUILD = 'dist';

/**
 * A service whose starter zoo is there already: its data are those of a first start, made once for each build and copied.
 * For services on the embedded database and the local blob folder.
 * @param env further settings
 */
export async function begunService(env: Record<string, string> = {}): Promise<Service> {
  return Service.start(env, { from: await begun() });
}

/** The data folder of such a service, stopped. Moved there as a whole, so that no test copies an incomplete one. */
async function begun(): Promise<string> {
  const name = `begun-${(await digestOfBuild()).slice(0, 16)}`;
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  const service = await Service.start();
  await starterZoo(service);
  await service.stop();
  for (const old of await readdir(CACHE))
    if (old.startsWith('begun-') && !old.startsWith(name)) await rm(join(CACHE, old), { recursive: true, force: true });
  const half = `${folder}.${process.pid}`;
  await cp(service.dataDir, half, { recursive: true, filter: (path) => !path.endsWith('.log') });
  await rename(half, folder).catch(() => rm(half, { recursive: true })); // another was faster
  await service.dispose();
  return folder;
}

/** Another whenever a program was built from other sources. */
async function digestOfBuild(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(BUILD)).sort())
    if (name.endsWith('.js')) hash.update(name).update(await readFile(join(BUILD, name)));
  return hash.digest('hex');
}
