import { inspect } from 'node:util';
import { InvalidInput } from '#graft/problems';

/**
 * The one way to write a value down, so that equal values have equal digests: keys sorted by UTF-16 code units, no
 * spaces, arrays in their order, numbers as ECMAScript prints them (RFC 8785). Members that are undefined are left out.
 * @throws InvalidInput at a value that JSON cannot hold: NaN, infinities, functions, class instances.
 */
export function canonicalJson(value: unknown, where = '$'): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => canonicalJson(item, `${where}[${index}]`)).join(',')}]`;
  }
  if (isRecord(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key], `${where}.${key}`)}`);
    return `{${members.join(',')}}`;
  }
  const received = inspect(value, { depth: 0, maxArrayLength: 0 });
  throw new InvalidInput(`JSON cannot represent the value ${received} at ${where}.`, {
    where,
    received,
    accepted: 'null, booleans, finite numbers, strings, arrays and plain objects',
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
