/** Characters of one received value that an answer repeats, and of a whole sentence. */
const MAX_VALUE = 200;
const MAX_SENTENCE = 2_000;
const MAX_ITEMS = 100;
const MAX_DEPTH = 6;

/** The same problem details with long values cut, so that an answer never repeats a body of megabytes. */
export const brief = <Details extends object>(details: Details): Details => cut(details) as Details;

function cut(value: unknown, name = '', depth = 0): unknown {
  if (typeof value === 'string') return cutText(value, name === 'detail' ? MAX_SENTENCE : MAX_VALUE);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth === MAX_DEPTH) return '…';
  const all = Object.entries(value);
  const kept = all.slice(0, MAX_ITEMS).map(([key, item]) => [cutText(key, MAX_VALUE), cut(item, key, depth + 1)]);
  const more = all.length > kept.length ? [`… and ${all.length - kept.length} more`] : [];
  return Array.isArray(value) ? [...kept.map(([, item]) => item), ...more] : Object.fromEntries(kept);
}

const cutText = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
