import { Prisma, type Visibility } from '#graft/database';
import { Forbidden } from '#graft/problems';
import { type Caller, type Permission, permits } from './caller.js';

/** A model or a data set, as far as it decides who sees it. */
interface Owned {
  visibility: Visibility;
  accountId: string;
}

/**
 * Whose private things a caller sees: `all` for an admin, an account's id for its own, null for none. A token without
 * the scope `read` sees what a caller without a token sees.
 */
export function sightOf(caller: Caller | null): string | null {
  if (caller === null) return null;
  if (permits(caller, 'admin')) return 'all';
  return permits(caller, 'read') ? caller.accountId : null;
}

/** Whether a caller sees what is private to an account: its runs, imports, and private models and data sets. */
export function seesPrivate(caller: Caller | null, accountId: string): boolean {
  const sight = sightOf(caller);
  return sight === 'all' || sight === accountId;
}

export const maySee = (caller: Caller | null, { visibility, accountId }: Owned): boolean =>
  visibility === 'public' || seesPrivate(caller, accountId);

/** Condition on models or data sets: those that the caller sees. */
export function visibleTo(caller: Caller | null): { OR?: ({ visibility: 'public' } | { accountId: string })[] } {
  const sight = sightOf(caller);
  if (sight === 'all') return {};
  return { OR: [{ visibility: 'public' }, ...(sight === null ? [] : [{ accountId: sight }])] };
}

/** The same as SQL conditions, all of which must hold, on a table of models or data sets called `m`. */
export function visibleSql(caller: Caller | null): Prisma.Sql[] {
  const sight = sightOf(caller);
  if (sight === 'all') return [];
  if (sight === null) return [Prisma.sql`m."visibility" = 'public'`];
  return [Prisma.sql`(m."visibility" = 'public' OR m."accountId" = ${sight}::uuid)`];
}

/** Condition on jobs, which are always private: those that the caller sees. */
export function privateTo(caller: Caller): { accountId?: string | { in: string[] } } {
  const sight = sightOf(caller);
  if (sight === 'all') return {};
  return { accountId: sight ?? { in: [] } };
}

/** @throws Forbidden unless the caller is permitted all of these */
export function assertPermits(caller: Caller, needed: Permission[], where?: string): void {
  const lacking = needed.filter((permission) => !permits(caller, permission));
  if (lacking.length > 0) throw lacks(caller, lacking, 'and', where);
}

/** @throws Forbidden unless the caller is permitted one of these */
export function assertPermitsAny(caller: Caller, needed: Permission[]): void {
  if (!needed.some((permission) => permits(caller, permission))) throw lacks(caller, needed, 'or');
}

function lacks({ scopes }: Caller, lacking: Permission[], word: 'and' | 'or', where?: string): Forbidden {
  const extras = { ...(where && { where }), received: scopes, accepted: lacking };
  if (lacking.includes('tokens'))
    return new Forbidden(
      'To see and revoke tokens, sign in with a name and a password, or use a token with the scope "admin".',
      extras,
    );
  const named = lacking.map((scope) => `"${scope}"`).join(` ${word} `);
  return new Forbidden(`${where ?? 'This'} needs a token with the scope ${named}.`, extras);
}
