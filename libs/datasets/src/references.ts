import { type Caller, checkName } from '#graft/accounts';
import { InvalidInput, Unauthenticated } from '#graft/problems';

export interface DatasetReference {
  owner: string;
  name: string;
  /** Null for the latest. */
  version: number | null;
}

/**
 * `owner/name`, or `name` in the caller's own namespace; `@3` or `@latest` behind it.
 * @throws InvalidInput for anything else; Unauthenticated for a bare name without a caller.
 */
export function parseReference(ref: string, caller: Caller | null): DatasetReference {
  const [, path = '', version] = /^([^@]*)(?:@(.*))?$/.exec(ref) ?? [];
  return { ...parseName(path, caller), version: parseVersion(version ?? 'latest') };
}

/** `owner/name`, or `name` in the caller's own namespace. */
export function parseName(path: string, caller: Caller | null): { owner: string; name: string } {
  const parts = path.split('/');
  if (parts.length === 1 && !caller)
    throw new Unauthenticated(`"${path}" has no owner. Use owner/name, or send a token to use your own namespace.`);
  const [owner, name] = parts.length === 1 ? [caller!.name, parts[0]!] : [parts[0]!, parts[1]!];
  if (parts.length > 2)
    throw new InvalidInput(`"${path}" is not the name of a data set.`, {
      received: path,
      accepted: 'owner/name, or name',
    });
  return { owner: checkName(owner, 'a namespace'), name: checkName(name, 'a data set') };
}

/** A number from 1; null for `latest`. @throws InvalidInput */
export function parseVersion(text: string): number | null {
  if (text === 'latest') return null;
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new InvalidInput(`"${text}" is not a version of a data set.`, {
    received: text,
    accepted: 'a number from 1, or latest',
  });
}
