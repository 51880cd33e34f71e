import type { Role } from '#graft/database';

/** What a token can be asked to permit. `admin` permits everything that an admin may do. */
export const scopes = ['read', 'publish', 'train', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/**
 * What a caller may be permitted: the scopes, and `tokens`: to list and revoke the account's tokens. Signing in with a
 * password gives `tokens`; no token can be asked for it.
 */
export const permissions = [...scopes, 'tokens'] as const;
export type Permission = (typeof permissions)[number];

/**
 * Who makes a request. `scopes` is what the token permits and the account's role allows, worked out in one place
 * (`allowed`), so that no other code asks for the role: an admin whose token lacks `admin` is a member here.
 */
export interface Caller {
  accountId: string;
  name: string;
  scopes: Permission[];
  /** The token in use; absent where a job acts for the account. */
  credential?: { id: string; expiresAt: Date | null };
}

/** What a token permits and the role of its account allows. */
export const allowed = (role: Role, permitted: string[]): Permission[] =>
  permissions.filter((permission) => permitted.includes(permission) && (permission !== 'admin' || role === 'admin'));

export const permits = (caller: Caller, permission: Permission): boolean =>
  caller.scopes.includes('admin') || caller.scopes.includes(permission);
