/**
 * Lists words in tracked texts that Graft's documentation, comments and messages do not use, and fails if there are any.
 * Part of `npm run static`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const SELF = 'tools/words.mjs';
const TEXTS = /\.(ts|tsx|js|mjs|cjs|json|md|sh|ya?ml|prisma|html|css)$/;
const NOT_OURS = /^(package-lock\.json|starter\/.*LICENSE.*)$/;

/** What not to write, and what to write instead. @type {[RegExp, string][]} */
const WORDS = [
  [/\b(nobody|somebody|whoever)\b/i, 'name the user, caller or process'],
  [/\bshall\b/i, 'write "must", "should" or the present tense'],
  [
    /\b(ms|seconds|[kKMG]i?B|bytes|times|images|labels|values|steps|requests|jobs|events|one) an? (image|second|minute|hour|day|epoch|step|class|request|run|row|line|account|process|worker|output)\b/i,
    'write "per", as in "ms per image"',
  ],
];

const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0');
const faults = files
  .filter((file) => TEXTS.test(file) && file !== SELF && !NOT_OURS.test(file) && existsSync(file)) // deleted, not yet committed
  .flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        WORDS.flatMap(([word, instead]) => {
          const found = word.exec(line)?.[0];
          return found === undefined ? [] : [`${file}:${index + 1}: "${found}": ${instead}`];
        }),
      ),
  );
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
