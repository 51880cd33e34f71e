import type { Me } from '../../api/queries';

export const scopes = ['read', 'publish', 'train', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** A token gives at most the scopes of the one it is made with. */
export const mayGive = ({ scopes }: Pick<Me, 'scopes'>, scope: Scope): boolean =>
  scopes.includes('admin') || scopes.includes(scope);

/** Days until a token expires. */
export const lifetimes = ['30', '90', '365', 'never'] as const;
export type Lifetime = (typeof lifetimes)[number];

export const expiryIn = (lifetime: Lifetime, now = Date.now()): string | undefined =>
  lifetime === 'never' ? undefined : new Date(now + Number(lifetime) * 86_400_000).toISOString();
