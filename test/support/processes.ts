import { readdirSync, readFileSync } from 'node:fs';

/** A process as /proc shows it. */
export interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** The processes of this machine that can be read; none if there is no /proc. */
function all(): Process[] {
  return listed().flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return state === 'Z' ? [] : [{ pid, parent: Number(parent), command }];
    } catch {
      return []; // it has just ended
    }
  });
}

function listed(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** The processes that one has started, and those that they have. */
export function descendantsOf(pid: number): Process[] {
  const processes = all();
  const below = (parent: number): Process[] =>
    processes.filter((process) => process.parent === parent).flatMap((process) => [process, ...below(process.pid)]);
  return below(pid);
}

/** All processes whose environment has this data folder. */
export function processesOn(dataDir: string): Process[] {
  return all().filter(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`GRAFT_DATA=${dataDir}`);
    } catch {
      return false; // it has just ended, or is another user's
    }
  });
}
