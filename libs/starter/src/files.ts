import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Unavailable } from '#graft/problems';

/** Lists every file of a network with its sha256, in the form of `sha256sum`. */
export const SUMS = 'SHA256SUMS';

/** The folder `starter` at the project's root, above the sources and the built files alike. */
export function starterFolder(from = import.meta.dirname): string {
  const folder = join(from, 'starter');
  if (existsSync(join(folder, 'NOTICE'))) return folder;
  const parent = dirname(from);
  if (parent === from) throw new Unavailable('The folder "starter" is missing next to the program.');
  return starterFolder(parent);
}

/** Names of the networks that the folder holds, in order. */
export async function networksIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/**
 * The files of one network, each checked against its sum.
 * @throws Unavailable naming the file that is missing or damaged
 */
export async function readStarterFiles(folder: string): Promise<Map<string, Buffer>> {
  const sums = String(await readOne(folder, SUMS));
  const files = new Map<string, Buffer>();
  for (const line of sums.trim().split('\n')) {
    const [sum, name] = line.split('  ') as [string, string];
    const bytes = await readOne(folder, name);
    if (sumOf(bytes) !== sum)
      throw new Unavailable(`The file ${join(folder, name)} is damaged. Download Graft again.`, {
        where: name,
        received: sumOf(bytes),
        accepted: sum,
      });
    files.set(name, bytes);
  }
  return files;
}

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function readOne(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (cause) {
    const what = `The file ${join(folder, name)} cannot be read: ${(cause as Error).message}.`;
    throw new Unavailable(`${what} Download Graft again.`, { where: name }, { cause });
  }
}
