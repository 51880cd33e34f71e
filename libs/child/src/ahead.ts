import { pMapIterable } from 'p-map';

/**
 * Does the work of the items in their order, `depth` of them at once, and yields each result in its turn.
 * @throws what the work throws, when its turn comes
 */
export const ahead = <T, R>(
  items: readonly T[],
  depth: number,
  work: (item: T) => Promise<R>,
): AsyncIterable<[item: T, result: R]> =>
  pMapIterable(items, async (item): Promise<[T, R]> => [item, await work(item)], { concurrency: depth });
