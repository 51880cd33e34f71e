/**
 * Items by their key, in the order that the keys first come in: `Map.groupBy`, which Node 20 lacks.
 */
export function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** How many items have each key. */
export const countBy = <T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, number> =>
  new Map([...groupBy(items, key)].map(([name, group]) => [name, group.length]));
