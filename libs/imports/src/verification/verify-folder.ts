import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runInChild } from '#graft/child';
import { InvalidInput, NotFound } from '#graft/problems';
import type { LocalFile } from '../files.js';

/** How one engine answered to the test image with one file. */
export interface Verification {
  /** Name in the folder. */
  file: string;
  engine: string;
  /** Largest difference from the expected scores, as a share of the largest of them, or of 1 if that is less; null if it is infinite, or refused. */
  difference: number | null;
  /** Null if refused. */
  agrees: boolean | null;
  /** Why the engine cannot run the file; null if it can. */
  refusal: string | null;
}

export interface VerifyTask {
  files: LocalFile[];
}

const MAX_FILES = 1000;
const TIMEOUT_MS = 10 * 60_000;
const MEMORY_MB = 4096;

/**
 * Puts the test image of a folder, `test.png`, or else the one that Graft makes, through each model beside it, on each engine, and compares the
 * answers with those in `test.json`. In a separate process, as all files of others are read.
 * @throws NotFound if the folder has no test; InvalidInput if it has no model; ModelRefused
 */
export async function verifyFolder(folder: string): Promise<Verification[]> {
  for (const name of ['test.json', 'preprocessing.json'])
    if (!existsSync(join(folder, name)))
      throw new NotFound(`${folder} has no ${name}. Download the model again with \`graft pull\`.`, { where: name });
  const files = await filesIn(folder);
  return runInChild<Verification[]>(new URL('./verify.child.js', import.meta.url), { files } satisfies VerifyTask, {
    memoryMb: MEMORY_MB,
    timeoutMs: TIMEOUT_MS,
  });
}

/** The files that lie in the folder itself, as `graft pull` writes them. @throws InvalidInput */
async function filesIn(folder: string): Promise<LocalFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
  if (paths.length > MAX_FILES)
    throw new InvalidInput(`${folder} has ${paths.length} files; at most ${MAX_FILES} are accepted.`, {
      received: paths.length,
      accepted: `the folder of one model, with at most ${MAX_FILES} files`,
    });
  return Promise.all(paths.map(async (path) => ({ name: basename(path), path, size: (await stat(path)).size })));
}
