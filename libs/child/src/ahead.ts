/**
 * Does the work of the items in their order, `depth` of them at once, and yields each result in its turn.
 * @throws what the work throws, when its turn comes
 */
export async function* ahead<T, R>(
  items: readonly T[],
  depth: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<[item: T, result: R]> {
  const started: Promise<R>[] = [];
  for (let turn = 0; turn < items.length; turn++) {
    while (started.length < items.length && started.length < turn + depth) {
      const result = work(items[started.length]!);
      result.catch(() => undefined); // thrown below, when its turn comes
      started.push(result);
    }
    yield [items[turn]!, await started[turn]!];
    delete started[turn]; // oxlint-disable-line typescript/no-array-delete -- frees the result, keeps the turns
  }
}
