import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('./fr/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** What French typography and our choice of words forbid, by the reason. */
const FORBIDDEN = {
  'a straight apostrophe; write ’': /'/,
  'a plain space before : ; ? ! % or », or after «; write a no-break space (U+00A0)': / [:;?!%»]|« /,
  'a narrow no-break space; write U+00A0': /\u202f/,
  '“exécution” for a run; write “entraînement”': /exécution/i,
};

type Texts = string | Texts[] | { [key: string]: Texts };

/** Every text below a value, with its path. The keys of sentences.json are English and are not among them. */
function textsOf(value: Texts, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value).flatMap(([key, below]) => textsOf(below, `${path} ${key}`));
}

it.each(files)('%s keeps to French typography and to our words', (file) => {
  const texts = textsOf(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Texts, file);
  const faults = texts.flatMap(([path, text]) =>
    Object.entries(FORBIDDEN).flatMap(([fault, pattern]) => (pattern.test(text) ? [`${path}: ${fault}: ${text}`] : [])),
  );
  expect(faults).toEqual([]);
});
