/**
 * A sentence in another language.
 * @param sentences by their English, with `#` for every number, which come in the same order
 * @returns null for a sentence that is not among them
 */
export function wordsOf(english: string, sentences: Readonly<Record<string, string>>): string | null {
  const numbers = english.match(/\d+/g) ?? [];
  const words = sentences[english.replace(/\d+/g, '#')];
  return words?.replace(/#/g, () => numbers.shift()!) ?? null;
}
