import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4096; // of x86-64 and most of arm64; 64 KiB pages would be counted as less
const MIB = 1024 ** 2;

/** Resident memory of a process, MiB; null where there is no such process, or no /proc. */
export function residentMb(pid: number): number | null {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES) / MIB;
  } catch {
    return null;
  }
}

/** Looks each second whether a process, its native libraries included, has more memory than it may. @returns the end of it */
export function watchMemory(pid: number, memoryMb: number, exceeded: () => void): () => void {
  const timer = setInterval(() => {
    if ((residentMb(pid) ?? 0) > memoryMb) exceeded();
  }, 1000);
  return () => clearInterval(timer);
}
