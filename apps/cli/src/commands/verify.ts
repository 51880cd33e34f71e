import { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXPORTS } from '#graft/api';
import { ModelRefused } from '#graft/problems';
import type { Verification } from '#graft/imports';
import { pullExport } from '../pull-export.js';
import { alone, type Session, withServer } from '../session.js';
import { plural, table } from '../text.js';

/** What was verified. */
interface Verified {
  model: string;
  agrees: boolean;
  files: Verification[];
}

export const verifyCommand = new Command('verify')
  .description('run the test image through each file of a model on each engine, and compare the scores')
  .argument('<model>', 'owner/name, run:ID, or a folder that `graft pull` has written, such as ./lite')
  .action((given: string, ...rest: unknown[]) =>
    isReference(given)
      ? withServer(async (session) => report(session.out, given, await verifyReference(session, given)))(given, ...rest)
      : alone(async (out) => report(out, given, await verifyFolder(given)))(given, ...rest),
  );

/** A folder that could be a reference, too, is given as a path: `./owner/name`. */
const isReference = (given: string) => given.startsWith('run:') || /^[a-z0-9-]+\/[a-z0-9-]+(@.+)?$/.test(given);

/** Reads models and loads the engines, which no other command needs. */
const verifyFolder = async (folder: string): Promise<Verification[]> =>
  (await import('#graft/imports')).verifyFolder(folder);

/** Downloads the model in each format, and verifies that. */
async function verifyReference(session: Session, given: string): Promise<Verification[]> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-verify-'));
  try {
    const found: Verification[] = [];
    for (const { name } of EXPORTS) {
      const directory = join(folder, name);
      await pullExport(session, given, { format: name, top: true }, directory);
      for (const each of await verifyFolder(directory)) found.push({ ...each, file: `${name}/${each.file}` });
    }
    return found;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @throws ModelRefused if an answer differs, or no engine could run any file */
function report(out: Session['out'], model: string, files: Verification[]): void {
  const wrong = files.filter(({ agrees }) => agrees === false);
  const agrees = wrong.length === 0 && files.some((each) => each.agrees);
  out.result({ model, agrees, files } satisfies Verified, () =>
    table(
      [{ head: 'file' }, { head: 'engine' }, { head: 'difference', align: 'right' }, { head: '', grows: true }],
      files.map(({ file, engine, difference, agrees: same, refusal }) => [
        file,
        engine,
        refusal === null ? (difference?.toExponential(1) ?? 'infinity') : '–',
        refusal ?? (same ? 'agrees' : 'DISAGREES'),
      ]),
    ),
  );
  if (agrees) return;
  throw new ModelRefused(
    wrong.length > 0
      ? `${plural(wrong.length, 'result')} of ${model} differ from the expected scores. If you changed nothing, the files are damaged: download the model again.`
      : `No engine on this machine can run ${model}.`,
    { received: wrong.map(({ file, engine }) => `${file} on ${engine}`), accepted: 'the scores in test.json' },
  );
}
