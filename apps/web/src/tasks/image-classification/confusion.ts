import type { Resource } from '#graft/api';

type Matrix = Pick<Resource<'EvaluationResponse'>, 'classes' | 'confusion'>;

/** Images of one class that were answered as another. */
export interface Confusion {
  is: string;
  answered: string;
  images: number;
}

/** The pairs most often confused, the most frequent first. */
export function mostConfused({ classes, confusion }: Matrix, most: number): Confusion[] {
  return confusion
    .flatMap((row, is) =>
      row.map((images, answered) => ({ is, answered, images })).filter(({ answered }) => answered !== is),
    )
    .filter(({ images }) => images > 0)
    .sort((a, b) => b.images - a.images)
    .slice(0, most)
    .map(({ is, answered, images }) => ({ is: classes[is]!.label, answered: classes[answered]!.label, images }));
}

/** Share of a class's images that got an answer; 0 if there are none. */
export function shareOfRow(row: readonly number[], answered: number): number {
  const all = row.reduce((sum, images) => sum + images, 0);
  return all === 0 ? 0 : row[answered]! / all;
}
