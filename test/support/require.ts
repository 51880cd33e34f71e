import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * For `describe.skipIf` and `it.skipIf`: whether to skip, said aloud.
 * Where GRAFT_TEST_REQUIRE is set nothing may be skipped.
 * @param what the thing that is missing, e.g. `the test photos`
 * @throws where it is required and not available
 */
export function skipUnless(available: boolean, what: string): boolean {
  if (available) return false;
  if (process.env.GRAFT_TEST_REQUIRE) throw new Error(`GRAFT_TEST_REQUIRE is set and this machine lacks ${what}.`);
  console.warn(`SKIPPED, this machine lacks ${what}`);
  return true;
}

/** Absolute path of test data beside the checkout, e.g. `images/cat_dog/train`; null, said aloud, where it is absent. */
export function sharedData(path: string): string | null {
  const found = resolve(import.meta.dirname, '../../../shared/data', path);
  return skipUnless(existsSync(found), `test data ${found}`) ? null : found;
}
