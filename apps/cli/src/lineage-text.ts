import type { Resource } from '#graft/api';
import { dim, plain } from './text.js';

type Relative = Resource<'RelativeResponse'>;

/** From the first of the line, over the base, to a version and what was made from it: a line each, indented by descent. */
export function lineageText(ref: string, { ancestors, dataset }: Resource<'FamilyResponse'>, children: Relative[]) {
  const line = ancestors.toReversed().map(named);
  const self = `${ref}${dataset ? dim(`  learnt from ${dataset.ref}`) : ''}`;
  return [...line, self]
    .map((text, depth) => '  '.repeat(depth) + text)
    .concat(children.map((child) => '  '.repeat(line.length + 1) + named(child)))
    .join('\n');
}

const named = ({ ref, title, yanked }: Relative): string =>
  `${ref}  ${dim(plain(title))}${yanked ? dim('  yanked') : ''}`;
