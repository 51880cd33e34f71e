/** Curves over each other that can still be told apart. */
export const MOST_COMPARED = 6;

export const comparePath = (ids: readonly string[]): string =>
  `/runs/compare?${ids.map((id) => `run=${encodeURIComponent(id)}`).join('&')}`;

/** The runs that an address names, each once, and no more than can be told apart. */
export const comparedIn = (query: URLSearchParams): string[] =>
  [...new Set(query.getAll('run'))].filter(Boolean).slice(0, MOST_COMPARED);

/** A, B, C … as they are called beside each other. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);
