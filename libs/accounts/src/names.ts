import { InvalidInput } from '#graft/problems';

/** Accounts, namespaces, models and data sets. */
export const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** @throws InvalidInput saying which characters a name may have */
export function checkName(name: string, what: string): string {
  if (NAME.test(name)) return name;
  throw new InvalidInput(
    `"${name}" cannot be the name of ${what}: use 1 to 63 lower-case letters, digits and hyphens, the first not a hyphen.`,
    { received: name, accepted: NAME.source },
  );
}
