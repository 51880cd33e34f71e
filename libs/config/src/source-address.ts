import { isAbsolute, parse, sep } from 'node:path';
import { InvalidInput } from '#graft/problems';

/** Where models lie that an index looks through: a bucket or a prefix in one, or a folder of this machine. */
export type SourceAddress =
  | { kind: 's3'; bucket: string; /** `a/b`; empty for the whole bucket. */ prefix: string }
  | { kind: 'folder'; /** Absolute, without a separator at its end. */ path: string };

const SCHEME = 's3://';
const ACCEPTED = 's3://bucket, s3://bucket/prefix or the absolute path of a folder';
/** Bytes that S3 permits in a key, and Linux in a path. */
const LONGEST = { s3: 1024, folder: 4096 };

/**
 * Reads an address. Everything that opens, compares or permits a source does it with what this returns, so that what
 * was checked is what is opened.
 * @throws InvalidInput for anything that is not one, with the reason
 */
export function parseSource(text: string): SourceAddress {
  const refuse = (why: string): never => {
    throw new InvalidInput(`"${text}" is not a source of models: ${why}.`, { received: text, accepted: ACCEPTED });
  };
  if (text.startsWith(SCHEME)) {
    const [bucket = '', ...prefix] = withoutEnd(text.slice(SCHEME.length), '/').split('/');
    const problem = problemOfBucket(bucket) ?? problemOfParts(prefix, LONGEST.s3);
    return problem === null ? { kind: 's3', bucket, prefix: prefix.join('/') } : refuse(problem);
  }
  if (!isAbsolute(text)) return refuse(`it neither begins with ${SCHEME} nor is an absolute path`);
  const { root } = parse(text);
  const below = withoutEnd(text.slice(root.length), sep);
  const problem = below === '' ? null : problemOfParts(below.split(sep), LONGEST.folder);
  return problem === null ? { kind: 'folder', path: root + below } : refuse(problem);
}

/** The address as people write it. */
export const formatSource = (source: SourceAddress): string =>
  source.kind === 'folder' ? source.path : SCHEME + [source.bucket, source.prefix].filter(Boolean).join('/');

/** Whether all that lies in `inner` lies in `outer`, too. Names that only begin alike do not count. */
export function covers(outer: SourceAddress, inner: SourceAddress): boolean {
  const [parts, innerParts] = [partsOf(outer), partsOf(inner)];
  return outer.kind === inner.kind && parts.every((part, place) => part === innerParts[place]);
}

/**
 * A path below a source, as its objects' keys are.
 * @returns null unless each of its parts is a plain name: what leads elsewhere, or nowhere, is no key
 */
export const plainKey = (key: string): string | null =>
  problemOfParts(key.split('/'), LONGEST.folder) === null ? key : null;

function partsOf(source: SourceAddress): string[] {
  if (source.kind === 'folder') return source.path.split(sep).filter((part) => part !== '');
  return [source.bucket, ...source.prefix.split('/').filter((part) => part !== '')];
}

const withoutEnd = (text: string, end: string) => (text.endsWith(end) ? text.slice(0, -1) : text);

/** The rules of S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function problemOfBucket(bucket: string): string | null {
  const named = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !/\.\.|\.-|-\./.test(bucket);
  const isIp = /^\d+\.\d+\.\d+\.\d+$/.test(bucket);
  return named && !isIp ? null : `"${bucket}" is not the name of a bucket`;
}

function problemOfParts(parts: string[], longest: number): string | null {
  const path = parts.join('/');
  if (parts.some((part) => ['', '.', '..'].includes(part))) return 'a part of its path is empty, "." or ".."';
  if (/[\p{Cc}\p{Cs}]/u.test(path)) return 'it contains control characters or an incomplete character';
  if (Buffer.byteLength(path) > longest) return `its path is longer than ${longest} bytes`;
  return null;
}
