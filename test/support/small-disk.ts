import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineHas, skipUnless } from './require.js';

/** A file system of its own, small enough to be filled. */
export interface SmallDisk {
  folder: string;
  remove(): Promise<void>;
}

/**
 * A disk in memory: a tmpfs in a namespace of its own, reached through the process that holds it, so that no right to
 * mount is needed.
 * @returns null, after printing it, where the machine has no such namespaces
 */
export async function smallDisk(megabytes: number): Promise<SmallDisk | null> {
  const place = await mkdtemp(join(tmpdir(), 'graft-disk-'));
  const disk = process.platform === 'linux' && machineHas(true) ? await mount(place, megabytes) : null;
  if (!disk) await rm(place, { recursive: true });
  return skipUnless(disk !== null, 'the right to mount a small disk (unshare -rm)') ? null : disk;
}

async function mount(place: string, megabytes: number): Promise<SmallDisk | null> {
  // `cat` ends with this process.
  const script = `mount -t tmpfs -o size=${megabytes}m graft "$1" && echo ready && exec cat`;
  const holder = spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', place]);
  const failed = once(holder, 'error').then(() => null);
  const [answer] = (await Promise.race([once(holder.stdout, 'data'), once(holder, 'close'), failed])) ?? [];
  if (String(answer).trim() !== 'ready') return null;
  return {
    folder: `/proc/${holder.pid}/root${place}`,
    remove: async () => {
      holder.kill();
      await once(holder, 'close');
      await rm(place, { recursive: true });
    },
  };
}
