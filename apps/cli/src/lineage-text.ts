import type { Resource } from '#graft/api';
import { dim, plain } from './text.js';

type Relative = Resource<'RelativeResponse'>;

/** A line per version, indented by generation: the oldest ancestor, the base, the version itself and the models based on it. */
export function lineageText(ref: string, { ancestors, dataset }: Resource<'FamilyResponse'>, children: Relative[]) {
  const line = ancestors.toReversed().map(named);
  const self = `${ref}${dataset ? dim(`  trained on ${dataset.ref}`) : ''}`;
  return [...line, self]
    .map((text, depth) => '  '.repeat(depth) + text)
    .concat(children.map((child) => '  '.repeat(line.length + 1) + named(child)))
    .join('\n');
}

const named = ({ ref, title, yanked }: Relative): string =>
  `${ref}  ${dim(plain(title))}${yanked ? dim('  yanked') : ''}`;
