import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, type Stats } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '#graft/problems';

/** Rights of the group and of others. */
const OTHERS = 0o077;

/** What was found open to other users of the machine. */
export interface Closed {
  /** Files and folders that are closed now. */
  closed: number;
  /** Those that could not be closed: they belong to another user, or their file system has no rights. */
  open: string[];
}

/**
 * Makes the data folder where it is missing, and keeps it and all that this process and its children write from now on to
 * their user alone: mode 0700, umask 077. What an earlier start left open is closed.
 * @returns what was mended or could not be, in a sentence each, to be logged as a warning
 * @throws Unavailable if this user cannot write into the folder
 */
export function prepareDataFolder(dataDir: string): string[] {
  process.umask(OTHERS);
  makeWritable(dataDir);
  if (process.platform === 'win32') return []; // has no modes: a folder is as open as the one above it
  const { closed, open } = closeToOthers(`${dataDir}/.`); // where that is a link, the folder that it leads to
  const notes: string[] = [];
  if (closed > 0)
    notes.push(
      `${dataDir} was accessible to other users of this machine. Graft has removed their access to ${closed} files and folders.`,
    );
  if (open.length > 0) notes.push(stillOpen(dataDir, open));
  return notes;
}

/**
 * Takes the rights of group and others from a file, or from a folder and what is in it. A folder that is closed already is
 * not entered, because other users cannot access its content. So a later start checks only a few files.
 */
export function closeToOthers(path: string): Closed {
  const found: Closed = { closed: 0, open: [] };
  if (isOpen(lstatSync(path))) close(path, found);
  else for (const name of namesIn(path)) close(join(path, name), found);
  return found;
}

/** A link is as open as what it leads to, which is not Graft's to close. */
const isOpen = (stat: Stats) => !stat.isSymbolicLink() && (stat.mode & OTHERS) !== 0;

/** The content first: if this is interrupted the folder is still open, so that it is entered again. */
function close(path: string, found: Closed): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || !isOpen(stat)) return;
  if (stat.isDirectory()) for (const name of namesIn(path)) close(join(path, name), found);
  try {
    chmodSync(path, stat.mode & 0o7777 & ~OTHERS);
    if (isOpen(lstatSync(path))) found.open.push(path); // no error and no effect, on some network file systems
    else found.closed++;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') found.open.push(path); // else another process has removed it
  }
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code!)) return [];
    throw error;
  }
}

function makeWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    rmdirSync(mkdtempSync(join(dataDir, '.probe-')));
  } catch (error) {
    throw new Unavailable(
      `The data folder cannot be used: ${(error as Error).message}. Graft runs as user ${userId()}: give that user the ` +
        `folder (\`chown -R ${userId()} ${dataDir}\`), or choose another one (GRAFT_DATA).`,
      { where: 'GRAFT_DATA', received: dataDir },
      { cause: error },
    );
  }
}

function stillOpen(dataDir: string, [first, ...more]: string[]): string {
  const { uid, mode } = lstatSync(first!);
  const what = more.length > 0 ? `${first} and ${more.length} more` : first;
  return (
    `Other users of this machine can access ${what} (user ${uid}, mode 0${(mode & 0o7777).toString(8)}), and Graft (user ` +
    `${userId()}) cannot change that. If others use the volume too, run \`chmod -R go-rwx ${dataDir}\` as its owner.`
  );
}

const userId = () => process.geteuid?.() ?? userInfo().username;
