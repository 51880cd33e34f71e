import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What reads and writes models: the formats, how they are stored, and what is made of them here. */
const LIBRARIES = ['network', 'artifact', 'zoo'];

/**
 * Names the code that reads and writes models: another after an upgrade, so that what an earlier one made, or refused, is
 * not taken for what this one would. Read once, at the first question: 0.5 MB in some 200 files.
 */
export function codeDigest(): string {
  return (digest ??= digestOfFiles());
}

let digest: string | undefined;

function digestOfFiles(): string {
  const hash = createHash('sha256');
  for (const library of LIBRARIES) {
    const folder = fileURLToPath(new URL(`../../${library}/src/`, import.meta.url));
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.[jt]s$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}
