import { queryOptions } from '@tanstack/react-query';
import type { Part } from './settings';

/** What the API accepts of a number, a list's numbers or a choice. */
export interface Accepted {
  minimum?: number;
  maximum?: number;
  enum?: string[];
}

interface Property extends Accepted {
  items?: Accepted;
}

export interface Schema {
  components: { schemas: Record<string, { properties: Record<string, Property> }> };
}

/** What a part of a recipe accepts, as the API describes itself. */
export function acceptedIn({ components: { schemas } }: Schema, part: Part | `split.${string}`): Accepted {
  const [first, second] = part.split('.') as [string, string?];
  const owner = second === undefined ? 'Recipe' : OWNERS[first]!;
  const { items, ...property } = schemas[owner]?.properties[second ?? first] ?? {};
  return { ...property, ...items };
}

const OWNERS: Record<string, string> = { head: 'HeadRecipe', split: 'SplitRecipe' };

/** The API's description of itself. */
export const schemaQuery = queryOptions({
  queryKey: ['schema'],
  staleTime: Infinity,
  queryFn: async (): Promise<Schema> => (await fetch('/api/docs-json')).json() as Promise<Schema>,
});
