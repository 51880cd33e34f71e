import { Problem } from '#graft/problems';

/**
 * What the first call finds, else what the second one finds: models and data sets are named alike.
 * @throws NotFound of the second call where neither finds anything
 */
export async function firstFound<A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<A | B> {
  try {
    return await first();
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return second();
    throw error;
  }
}
