import { isStorable } from '#graft/database';
import { InvalidInput } from '#graft/problems';

/** Objects and lists within each other. No request of the API needs more than 4. */
const MAX_DEPTH = 32;

/**
 * The object that a JSON body holds. A field that is null counts as left out.
 * @throws InvalidInput for other encodings than UTF-8, anything but an object, too much depth, texts that a database
 * cannot store, and the field `__proto__`. It never repeats the body, which may hold a secret.
 */
export function readJson(bytes: Uint8Array): object {
  const value = parsed(decoded(bytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidInput('The body is not a JSON object.', { where: 'body', accepted: 'a JSON object' });
  return clean(value, 'body') as object;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidInput('The body is not UTF-8.', { where: 'body', accepted: 'JSON in UTF-8' });
  }
}

function parsed(text: string): unknown {
  assertShallow(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const place = position === undefined ? '' : `: see the character at position ${position}`;
    throw new InvalidInput(`The body is not JSON${place}.`, { where: 'body', accepted: 'a JSON object' });
  }
}

/** Checked before it is parsed: validators walk a value by recursion. */
function assertShallow(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character === '\\') i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') {
      if (++depth > MAX_DEPTH)
        throw new InvalidInput(`The body has more than ${MAX_DEPTH} nested objects and lists.`, {
          where: 'body',
          accepted: MAX_DEPTH,
        });
    } else if (character === ']' || character === '}') depth--;
  }
}

function clean(value: unknown, where: string): unknown {
  if (typeof value === 'string') return assertText(value, where);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => clean(item, `${where}[${index}]`));
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  for (const [name] of fields) {
    assertText(name, where);
    if (name === '__proto__') throw new InvalidInput('The body has an unknown field: __proto__.', { where });
  }
  return Object.fromEntries(
    fields.map(([name, field]) => [name, clean(field, where === 'body' ? name : `${where}.${name}`)]),
  );
}

function assertText(text: string, where: string): string {
  if (isStorable(text)) return text;
  throw new InvalidInput('A text contains a NUL character or half of a surrogate pair.', {
    where,
    accepted: 'Unicode text without NUL',
  });
}
