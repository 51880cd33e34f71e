import { nameOfFile } from '../../components/publish-form/model-name';

/** Names that many models' files have. */
const USUAL = new Set(['', 'model', 'weights', 'saved-model']);

/**
 * Proposed for a model by what its files or their folder are called; empty if that says nothing.
 * @param paths of its files; one of an address counts, too
 */
export function proposedName(paths: readonly string[]): string {
  const [first = ''] = paths;
  const parts = first.split('/').filter((part) => part !== '');
  const candidates = paths.length === 1 ? [parts.at(-1), parts.at(-2)] : [parts.length > 1 ? parts[0] : undefined];
  return candidates.map((part) => nameOfFile(part ?? '')).find((name) => !USUAL.has(name)) ?? '';
}
