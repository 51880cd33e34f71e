import { InvalidInput } from '#graft/problems';

/** `owner/name@ref` as the API's paths take it. */
export interface VersionPath {
  owner: string;
  name: string;
  ref: string;
}

/** @throws InvalidInput if the text is not a reference */
export function parseRef(text: string): VersionPath {
  const [, owner, name, ref] = /^([^/@:]+)\/([^/@]+)(?:@(.+))?$/.exec(text) ?? [];
  if (owner && name) return { owner, name, ref: ref ?? 'latest' };
  throw new InvalidInput(`"${text}" is not a reference to a model or data set. Use owner/name or owner/name@version.`, {
    received: text,
  });
}

/** A run's id, given bare or as `run:ID`; null for anything else. */
export const runIdOf = (text: string): string | null =>
  /^(?:run:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(text)?.[1]?.toLowerCase() ?? null;

/** The id in `import:ID`; null for anything else. */
export const importIdOf = (text: string): string | null =>
  text.startsWith('import:') ? runIdOf(text.slice('import:'.length)) : null;

/** @throws InvalidInput if the text is not the id of a run */
export function parseRunId(text: string): string {
  const id = runIdOf(text);
  if (id) return id;
  throw new InvalidInput(`"${text}" is not the id of a run. Use the id or run:ID; \`graft runs\` lists your runs.`, {
    received: text,
  });
}

/** The API path of a model: a version by its reference, or the result of a run by `run:ID`. @throws InvalidInput */
export function modelPath(text: string): string {
  if (text.startsWith('run:')) return `/api/v1/runs/${parseRunId(text)}`;
  const { owner, name, ref } = parseRef(text);
  return `/api/v1/models/${owner}/${name}/versions/${encodeURIComponent(ref)}`;
}
