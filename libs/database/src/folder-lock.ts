import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Unavailable } from '#graft/problems';

/** Who has the folder, as written into its lock file. */
interface Holder {
  pid: number;
  /** When the process started, in the kernel's own ticks: tells a process from a later one of the same number. */
  ticks: string | null;
  since: string;
}

/** Field 22 of /proc/<pid>/stat, after the command's name in brackets; null where there is no such process or no /proc. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive({ pid, ticks }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return ticks === null || startTicks(pid) === ticks;
}

const readLock = (path: string) => readFile(path, 'utf8').catch(() => null);

function parseHolder(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null; // the machine stopped while it was being written
  }
}

/**
 * Takes `<folder>/database.lock` for this process; a lock whose process is dead is taken over.
 * Processes are told apart by number and start, which are those of one machine: don't share the folder between machines.
 * @returns a function that gives the lock back
 * @throws Unavailable naming the process that holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'database.lock');
  const mine: Holder = { pid: process.pid, ticks: startTicks(process.pid), since: new Date().toISOString() };
  const text = JSON.stringify(mine);
  for (;;) {
    try {
      await writeFile(path, text, { flag: 'wx' });
      return async () => {
        if ((await readLock(path)) === text) await rm(path);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const found = await readLock(path);
    if (found === null) continue; // given back just now
    const holder = parseHolder(found);
    if (holder && isAlive(holder))
      throw new Unavailable(
        `The embedded database in ${folder} is open in process ${holder.pid} since ${holder.since}. It can be open in one ` +
          `process only: stop that one, use another folder (GRAFT_DATA), or use Postgres (DATABASE_URL).`,
        { where: path, received: holder.pid },
      );
    if ((await readLock(path)) === found) await rm(path, { force: true });
  }
}
