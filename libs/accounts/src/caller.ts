import type { Role } from '#graft/database';

export type { Role } from '#graft/database';

/** What a token permits. `admin` permits everything. */
export const scopes = ['read', 'publish', 'train', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** Who makes a request, and what their token permits. */
export interface Caller {
  accountId: string;
  name: string;
  role: Role;
  scopes: Scope[];
}

export const permits = (caller: Caller, scope: Scope): boolean =>
  caller.scopes.includes('admin') || caller.scopes.includes(scope);
