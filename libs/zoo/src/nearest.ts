import { distance } from 'fastest-levenshtein';

/** The words that a mistyped one may have meant, nearest first, equally near ones by the alphabet: at most `count`, none further off than a third of it. */
export function nearest(wanted: string, words: readonly string[], count = 3): string[] {
  return words
    .map((word) => ({ word, edits: distance(wanted, word) }))
    .filter(({ edits }) => edits <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.edits - b.edits || (a.word < b.word ? -1 : 1))
    .slice(0, count)
    .map(({ word }) => word);
}
