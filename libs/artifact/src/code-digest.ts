import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIBS = join(import.meta.dirname, '../..');

/** The programs, below `libs`, that make what is kept under their digest. */
const PROGRAMS = {
  /** What reads models, tests and refuses them, how they are stored, and what writes them: no controllers, no DTOs. */
  models: [
    'artifact/src',
    'collections/src',
    'cards/src/card.ts',
    'engine/src',
    'images/src',
    'imports/src/companions.ts',
    'imports/src/facts.ts',
    'imports/src/files.ts',
    'imports/src/formats',
    'imports/src/indexing/errors.ts',
    'imports/src/indexing/indexing.child.ts',
    'imports/src/preprocessing',
    'imports/src/preview.ts',
    'imports/src/read-model.ts',
    'network/src',
    'serving/src/exports/cut.ts',
    'serving/src/exports/exported.ts',
    'serving/src/exports/formats',
    'serving/src/exports/shards.ts',
    'serving/src/unknown-preprocessing.ts',
    'starter/src/files.ts',
    'starter/src/starter.child.ts',
  ],
  /** What makes an image's features: reading a base and cutting it, decoding, lowering, running. */
  features: [
    'artifact/src',
    'collections/src',
    'engine/src',
    'images/src',
    'network/src',
    'training/src/assembly.ts',
    'training/src/decode.thread.ts',
    'training/src/decoder.ts',
    'training/src/feature-cache.ts',
    'training/src/feature-maker.ts',
    'training/src/steps/extract.ts',
    'training/src/steps/resolve.ts',
    'training/src/tunable.ts',
  ],
} as const;

type Made = keyof typeof PROGRAMS;

/**
 * Names the code that makes something: another after an upgrade, so that what an earlier one made, or refused, is not taken
 * for what this one would make.
 */
export function codeDigest(made: Made): string {
  const digests = (known ??= typeof CODE_DIGESTS === 'undefined' ? digestsOfSources() : CODE_DIGESTS);
  return digests[made];
}

/** The digests of the sources that were built, put in by the build. */
declare const CODE_DIGESTS: Record<Made, string> | undefined;

let known: Record<Made, string> | undefined;

/** @param read gives a source by its path below `libs` */
export function digestsOfSources(read = (name: string): string => readFileSync(join(LIBS, name), 'utf8')) {
  const digest = (made: Made) => {
    const hash = createHash('sha256');
    for (const name of sourcesOf(made)) hash.update(`${name}\n`).update(read(name));
    return hash.digest('hex');
  };
  return { models: digest('models'), features: digest('features') };
}

/** The sources that make something, by their paths below `libs`. */
export function sourcesOf(made: Made): string[] {
  return PROGRAMS[made].flatMap((path) => (path.endsWith('.ts') ? [path] : programsIn(path)));
}

function programsIn(folder: string): string[] {
  const names = readdirSync(join(LIBS, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter(isProgram)
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Neither a spec nor what only specs use. */
const isProgram = (name: string) => /(?<!\.spec)\.ts$/.test(name) && !name.startsWith('testing');
