export const scopes = ['read', 'publish', 'train', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** Days until a token expires. */
export const lifetimes = ['30', '90', '365', 'never'] as const;
export type Lifetime = (typeof lifetimes)[number];

export const expiryIn = (lifetime: Lifetime, now = Date.now()): string | undefined =>
  lifetime === 'never' ? undefined : new Date(now + Number(lifetime) * 86_400_000).toISOString();
