import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What reads and writes models: the formats, how they are stored, and what is made of them here. */
const LIBRARIES = ['network', 'artifact', 'zoo'];

/**
 * Names the code that reads and writes models: another after an upgrade, so that what an earlier one made, or refused, is
 * not taken for what this one would.
 */
export function codeDigest(): string {
  return (digest ??= typeof CODE_DIGEST === 'string' ? CODE_DIGEST : digestOfSources());
}

/** The digest of the sources that were built, put in by the build. */
declare const CODE_DIGEST: string | undefined;

let digest: string | undefined;

/** @param libs the folder of all libraries' sources */
export function digestOfSources(libs = join(import.meta.dirname, '../..')): string {
  const hash = createHash('sha256');
  for (const library of LIBRARIES) {
    const folder = join(libs, library, 'src');
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (isProgram(name)) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

/** Neither a spec nor what only specs use. */
const isProgram = (name: string) => /(?<!\.spec)\.ts$/.test(name) && !name.startsWith('testing');
