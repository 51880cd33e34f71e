import { InvalidInput } from '#graft/problems';

/** `owner/name@ref` as the API's paths take it. */
export interface VersionPath {
  owner: string;
  name: string;
  ref: string;
}

/** @throws InvalidInput for what is no reference */
export function parseRef(text: string): VersionPath {
  const [, owner, name, ref] = /^([^/@:]+)\/([^/@]+)(?:@(.+))?$/.exec(text) ?? [];
  if (owner && name) return { owner, name, ref: ref ?? 'latest' };
  throw new InvalidInput(`"${text}" names no model or data set: owner/name or owner/name@version is accepted.`, {
    received: text,
  });
}

/** A run's id, given bare or as `run:ID`; null for anything else. */
export const runIdOf = (text: string): string | null =>
  /^(?:run:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(text)?.[1]?.toLowerCase() ?? null;

/** The id in `import:ID`; null for anything else. */
export const importIdOf = (text: string): string | null =>
  text.startsWith('import:') ? runIdOf(text.slice('import:'.length)) : null;

/** @throws InvalidInput for what is no run's id */
export function parseRunId(text: string): string {
  const id = runIdOf(text);
  if (id) return id;
  throw new InvalidInput(`"${text}" is no run: its id, or run:ID, is accepted. \`graft runs\` lists them.`, {
    received: text,
  });
}

/** Where the API keeps a model: a version by its reference, or what a run made by `run:ID`. @throws InvalidInput */
export function modelPath(text: string): string {
  if (text.startsWith('run:')) return `/api/v1/runs/${parseRunId(text)}`;
  const { owner, name, ref } = parseRef(text);
  return `/api/v1/models/${owner}/${name}/versions/${encodeURIComponent(ref)}`;
}
