import { InvalidInput } from '#graft/problems';

/** Accounts, namespaces, models and data sets. */
export const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Namespaces that would be hidden behind calls of the API, such as `/datasets/arrivals/…`. */
const RESERVED = ['arrivals', 'sample'];

/** @throws InvalidInput if the name of a namespace to be made is none, or the service's own */
export function checkNewNamespace(name: string): string {
  if (!RESERVED.includes(checkName(name, 'a namespace'))) return name;
  throw new InvalidInput(`"${name}" cannot be the name of an account or a namespace, because the API uses it.`, {
    received: name,
    accepted: `any name but ${RESERVED.join(' and ')}`,
  });
}

/** @throws InvalidInput saying which characters a name may have */
export function checkName(name: string, what: string): string {
  if (NAME.test(name)) return name;
  throw new InvalidInput(
    `"${name}" cannot be the name of ${what}: use 1 to 63 lower-case letters, digits and hyphens, the first not a hyphen.`,
    { received: name, accepted: NAME.source },
  );
}
