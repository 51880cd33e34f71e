import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '#graft/problems';

/** Who has the folder. Written into the lock file to be named in messages; the lock itself is the operating system's. */
interface Holder {
  pid: number;
  /** Numbers of processes differ between containers. */
  host: string;
  since: string;
}

/** A file system, often one of a network, that has no locks. */
const NO_LOCKS = ['ENOLCK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * Locks `<folder>/database.lock` for this process. The operating system gives the lock to one open file at a time, and
 * frees it when the process ends, however it ends. Child processes don't inherit it: Node opens files with O_CLOEXEC.
 * The file is never deleted: a process that has just opened it would lock a file that the next process does not find.
 * @returns a function that gives the lock back
 * @throws Unavailable naming the process that holds it, or saying why this machine or file system cannot lock
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'database.lock');
  const tryLock = await loadTryLock();
  const fd = openSync(path, 'a+', 0o600);
  try {
    if (!tryLock(fd)) throw heldByAnother(folder, path);
    ftruncateSync(fd);
    writeSync(
      fd,
      JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() } satisfies Holder),
    );
  } catch (error) {
    closeSync(fd);
    throw NO_LOCKS.includes((error as NodeJS.ErrnoException).code ?? '') ? cannotLock(folder, error as Error) : error;
  }
  return () => {
    ftruncateSync(fd);
    closeSync(fd); // frees the lock
  };
}

/** @throws Unavailable where the library has no build for this machine */
async function loadTryLock(): Promise<(fd: number) => boolean> {
  try {
    return (await import('fs-native-extensions')).tryLock;
  } catch (error) {
    throw new Unavailable(
      `The embedded database needs file locks, and the library for them (fs-native-extensions) does not load on ` +
        `${process.platform} ${process.arch}: ${(error as Error).message}. Use Postgres (DATABASE_URL).`,
      {},
      { cause: error },
    );
  }
}

function heldByAnother(folder: string, path: string): Unavailable {
  const holder = readHolder(path);
  const process = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : 'another process';
  return new Unavailable(
    `The embedded database in ${folder} is open in ${process}. It can be open in one process only: stop that one, ` +
      `use another folder (GRAFT_DATA), or use Postgres (DATABASE_URL).`,
    { where: path, received: holder?.pid },
  );
}

const cannotLock = (folder: string, error: Error) =>
  new Unavailable(
    `The file system of ${folder} has no locks (${error.message}), so two processes could open the embedded database at ` +
      `once. Use a folder on a local disk (GRAFT_DATA), or Postgres (DATABASE_URL).`,
    { where: folder },
    { cause: error },
  );

/** Null where the holder has not written its words yet, or they cannot be read. */
function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
