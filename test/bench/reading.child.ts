import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { serveChild } from '#graft/child';
import { nonFiniteWeights, readKerasHdf5 } from '#graft/network';

export interface Reading {
  seconds: number;
  /** Most memory that the process took beyond what it had before, for a byte of file. */
  memory: number;
}

/** Reads a Keras file as an import does, from the disk to the look for what is not finite. */
serveChild<{ path: string }, Reading>(async ({ path }) => {
  const before = peakBytes();
  const started = performance.now();
  const bytes = await readFile(path);
  const size = bytes.byteLength;
  nonFiniteWeights(await readKerasHdf5(bytes, path));
  const seconds = (performance.now() - started) / 1000;
  return { seconds, memory: (peakBytes() - before) / size };
});

/** The most memory that this process has had. (Its resource usage starts with what its parent had at the fork.) */
function peakBytes(): number {
  return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024;
}
