import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * For what a machine may have beyond Node and the npm packages: test data, programs, a browser.
 * @returns `found`; false if GRAFT_TEST_BARE is set, which hides all of it to test as on a machine with Node alone
 */
export const machineHas = (found: boolean): boolean => found && !process.env.GRAFT_TEST_BARE;

/**
 * For `describe.skipIf` and `it.skipIf`: whether to skip. Prints what is missing (vitest.config.ts prints each only once).
 * With GRAFT_TEST_REQUIRE set, nothing may be skipped.
 * @param what the thing that is missing, e.g. `the test photos`
 * @throws if the thing is required and not available
 */
export function skipUnless(available: boolean, what: string): boolean {
  if (available) return false;
  if (process.env.GRAFT_TEST_REQUIRE) throw new Error(`GRAFT_TEST_REQUIRE is set and this machine lacks ${what}.`);
  console.warn(`SKIPPED, this machine lacks ${what}`);
  return true;
}

const DATA = resolve(import.meta.dirname, '../../../shared/data');

/** Absolute path of test data beside the checkout, e.g. `images/cat_dog/train`; null if absent, which is printed. */
export function sharedData(path: string): string | null {
  if (skipUnless(machineHas(existsSync(DATA)), 'the test data: real models and photos beside the checkout'))
    return null;
  const found = resolve(DATA, path);
  return skipUnless(existsSync(found), `the test data ${path}`) ? null : found;
}
