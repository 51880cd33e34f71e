import { isMap, LineCounter, parseDocument, stringify, type Document } from 'yaml';
import { InvalidInput, TooLarge } from '#graft/problems';

/** Hugging Face's names of a model card's metadata; others are kept as they are. */
export interface FrontMatter {
  /** SPDX or Hugging Face identifier, e.g. `mit`, `apache-2.0`, `other`. */
  license?: string;
  tags?: string[];
  base_model?: string | string[];
  datasets?: string | string[];
  metrics?: string | string[];
  pipeline_tag?: string;
  library_name?: string;
  language?: string | string[];
  'model-index'?: unknown[];
  [field: string]: unknown;
}

export interface Card {
  frontMatter: FrontMatter;
  /** Markdown below the front matter. */
  body: string;
}

const MAX_BYTES = 1024 * 1024;
const FENCE = /^---[ \t]*$/;
const TEXT = ['license', 'pipeline_tag', 'library_name'];
const TEXTS = ['tags', 'base_model', 'datasets', 'metrics', 'language'];

/**
 * Reads a card. One without front matter is all body.
 * @throws InvalidInput naming the line of the first mistake; TooLarge beyond 1 MiB.
 */
export function parseCard(markdown: string): Card {
  if (Buffer.byteLength(markdown) > MAX_BYTES)
    throw new TooLarge('The card is larger than 1 MiB.', {
      received: Buffer.byteLength(markdown),
      accepted: MAX_BYTES,
    });
  const lines = markdown.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (!FENCE.test(lines[0]!)) return { frontMatter: {}, body: lines.join('\n').trim() };
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (end < 0) throw mistake('The front matter that begins here is not closed by a line "---"', 1);
  return {
    frontMatter: parseFrontMatter(lines.slice(1, end).join('\n')),
    body: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  };
}

/** Markdown with YAML front matter, as Hugging Face writes it. */
export function writeCard({ frontMatter, body }: Card): string {
  const known = Object.fromEntries(Object.entries(frontMatter).filter(([, value]) => value !== undefined));
  const head = Object.keys(known).length > 0 ? `---\n${stringify(known)}---\n\n` : '';
  return `${head}${body.trim()}\n`;
}

/** The author's card, with what it leaves unsaid filled in from facts; tags are joined. */
export function mergeCard(card: Card, facts: FrontMatter): Card {
  const tags = [...new Set([...(card.frontMatter.tags ?? []), ...(facts.tags ?? [])])];
  const frontMatter = { ...facts, ...card.frontMatter, ...(tags.length > 0 && { tags }) };
  return { ...card, frontMatter };
}

/** The first heading, or null. */
export function cardTitle(body: string): string | null {
  return /^#\s+(.+?)\s*#*$/m.exec(body)?.[1] ?? null;
}

/** The first paragraph that is no heading, list, table, picture or code, as plain text cut to 300 characters. */
export function cardSummary(body: string): string {
  const paragraph = body
    .split(/\n\s*\n/)
    .map((part) => part.replace(/^#.*$/gm, '').trim())
    .find((part) => part !== '' && !/^([-*|>!<`~]|\d+\.)/.test(part));
  const plain = (paragraph ?? '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]/g, '');
  const text = plain.replace(/\s+/g, ' ');
  return text.length > 300 ? `${text.slice(0, 299).trimEnd()}…` : text;
}

function parseFrontMatter(yaml: string): FrontMatter {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const error = document.errors[0];
  // The fence is line 1 of the card, so that the YAML's first line is its second.
  if (error) throw mistake(error.message.split('\n')[0]!.replace(/ at line \d+.*$/, ''), error.linePos![0].line + 1);
  if (document.contents === null) return {};
  if (!isMap(document.contents)) throw mistake('The front matter is not a list of "field: value" lines', 2);
  const frontMatter = document.toJS({ maxAliasCount: 10 }) as FrontMatter;
  checkTypes(frontMatter, (field) => lineOf(document, field, lines));
  if (typeof frontMatter.tags === 'string') frontMatter.tags = [frontMatter.tags];
  return frontMatter;
}

function checkTypes(frontMatter: FrontMatter, line: (field: string) => number): void {
  for (const field of TEXT) {
    const value = frontMatter[field];
    if (value !== undefined && typeof value !== 'string')
      throw mistake(`"${field}" must be text`, line(field), field, value);
  }
  for (const field of TEXTS) {
    const value = frontMatter[field];
    const fits =
      typeof value === 'string' || (Array.isArray(value) && value.every((item: unknown) => typeof item === 'string'));
    if (value !== undefined && !fits)
      throw mistake(`"${field}" must be text or a list of texts (quote numbers)`, line(field), field, value);
  }
}

function lineOf(document: Document, field: string, lines: LineCounter): number {
  const pair = isMap(document.contents)
    ? document.contents.items.find((item) => String(item.key) === field)
    : undefined;
  const offset = (pair?.key as { range?: [number, number, number] } | undefined)?.range?.[0] ?? 0;
  return lines.linePos(offset).line + 1;
}

function mistake(detail: string, line: number, field?: string, received?: unknown): InvalidInput {
  return new InvalidInput(`The card's line ${line}: ${detail}.`, { where: `card, line ${line}`, field, received });
}
