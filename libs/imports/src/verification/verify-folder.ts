import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { runInChild } from '#graft/child';
import { InvalidInput, NotFound } from '#graft/problems';
import type { LocalFile } from '../files.js';

/** How one engine answered to the test image with one file. */
export interface Verification {
  /** Path in the folder. */
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
  const files = await filesIn(folder);
  for (const name of ['test.json', 'preprocessing.json'])
    if (!files.some((file) => file.name === name))
      throw new NotFound(`${folder} has no ${name}. Download the model again with \`graft pull\`.`, { where: name });
  return runInChild<Verification[]>(new URL('./verify.child.js', import.meta.url), { files } satisfies VerifyTask, {
    memoryMb: MEMORY_MB,
    timeoutMs: TIMEOUT_MS,
  });
}

/** @throws NotFound, InvalidInput */
async function filesIn(folder: string): Promise<LocalFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: Error) => {
    throw new NotFound(`The folder ${folder} cannot be read: ${error.message}.`, { received: folder });
  });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (paths.length > MAX_FILES)
    throw new InvalidInput(`${folder} has ${paths.length} files; at most ${MAX_FILES} are accepted.`, {
      received: paths.length,
      accepted: `the folder of one model, with at most ${MAX_FILES} files`,
    });
  return Promise.all(
    paths.map(async (path) => ({
      name: relative(folder, path).split(sep).join('/'),
      path,
      size: (await stat(path)).size,
    })),
  );
}
