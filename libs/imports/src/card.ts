import { parseCard, writeCard } from '#graft/cards';
import type { ImportedModel } from './preview.js';

/** What a request says instead of, or besides, the card that lay beside the model. */
export interface CardFacts {
  card?: string;
  license?: string;
  tags?: string[];
}

/** The card given, else the one found, with the licence found where the card has none. @throws InvalidInput */
export function cardOf(imported: ImportedModel, { card, license, tags = [] }: CardFacts = {}): string {
  const { frontMatter, body } = parseCard(card ?? imported.card ?? '');
  const known = license ?? frontMatter.license ?? imported.license ?? undefined;
  const all = [...new Set([...(frontMatter.tags ?? []), ...tags])];
  return writeCard({
    frontMatter: { ...frontMatter, ...(known && { license: known }), ...(all.length > 0 && { tags: all }) },
    body,
  });
}
