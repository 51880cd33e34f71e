import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineHas } from './require.js';

/** A file system of its own, small enough to be filled. */
export interface SmallDisk {
  folder: string;
  remove(): void;
}

/**
 * In memory, where this user may mount.
 * @returns null, said aloud, where they may not: containers seldom let even root.
 */
export function smallDisk(megabytes: number): SmallDisk | null {
  if (!machineHas(true)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'graft-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    rmSync(folder, { recursive: true });
    console.warn('SKIPPED, this machine does not let us mount a small disk to fill');
    return null;
  }
  return {
    folder,
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
