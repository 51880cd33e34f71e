import type { Problem } from '#graft/problems';

/** What helps against a refusal. */
export type Advice = 'architecture' | 'standardLayers' | 'address' | 'size' | 'file' | 'again';

export function adviceFor({ type, extras }: Problem): Advice {
  if (extras.missing === 'architecture') return 'architecture';
  if (extras.where === 'url' || type === 'not-found') return 'address';
  if (type === 'model-refused') return 'standardLayers';
  if (type === 'too-large') return 'size';
  if (type === 'invalid-input') return 'file';
  return 'again';
}
