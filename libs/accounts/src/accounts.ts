import { Injectable } from '@nestjs/common';
import { Config } from '#graft/config';
import { Database, Prisma, type Account, type Namespace, type Role, type Transaction } from '#graft/database';
import { Conflict, Forbidden, NotFound, Unauthenticated } from '#graft/problems';
import { allowed, type Caller, permits } from './caller.js';
import { checkName, checkNewNamespace } from './names.js';
import { ensureOwner } from './owner.js';
import type { PageById, PageByName } from './page.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { Tokens } from './tokens.js';

export interface NewAccount {
  name: string;
  role: Role;
  password?: string;
}

/** Accounts and the namespaces that belong to them. */
@Injectable()
export class Accounts {
  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly config: Config,
  ) {}

  /** Creates the owner account if there is none. @returns the owner's token, if it is kept in the data folder */
  ensureOwner(): Promise<string | null> {
    return ensureOwner(this.database, this.tokens, this.config);
  }

  /** Makes an account, and a namespace of the same name for it. @throws Conflict if either name is taken */
  async create({ name, role, password }: NewAccount): Promise<Account> {
    checkNewNamespace(name);
    const passwordHash = password === undefined ? null : await hashPassword(password);
    return this.database.$transaction(async (tx) => {
      if (await tx.account.findUnique({ where: { name } })) throw new Conflict(`The account ${name} already exists.`);
      if (await tx.namespace.findUnique({ where: { name } })) throw new Conflict(`The namespace ${name} is taken.`);
      return tx.account.create({ data: { name, role, passwordHash, namespaces: { create: { name } } } });
    });
  }

  /** All accounts, oldest first; one more than the limit where there are more. */
  list({ cursor, limit }: PageById): Promise<Account[]> {
    return this.database.account.findMany({ where: { id: { gt: cursor } }, orderBy: { id: 'asc' }, take: limit + 1 });
  }

  /** @throws NotFound */
  async find(name: string): Promise<Account> {
    const account = await this.database.account.findUnique({ where: { name } });
    if (account) return account;
    throw new NotFound(`There is no account ${name}.`, { received: name });
  }

  /**
   * A disabled account cannot sign in, its tokens do not work, its jobs are cancelled, and what it published stays.
   * Repeating it changes nothing.
   * @throws NotFound; Conflict for the last admin who can sign in
   */
  disable(name: string): Promise<Account> {
    return this.database.$transaction(async (tx) => {
      // Two admins who disable each other wait for each other here.
      await tx.$queryRaw`SELECT "id" FROM "Account" WHERE "role" = 'admin' ORDER BY "id" FOR UPDATE`;
      const account = await tx.account.findUnique({ where: { name } });
      if (!account) throw new NotFound(`There is no account ${name}.`, { received: name });
      if (account.disabledAt) return account;
      if (account.role === 'admin' && (await tx.account.count({ where: otherAdmins(account) })) === 0)
        throw new Conflict(`${name} is the last admin who can sign in. Create another admin first.`, {
          received: name,
        });
      return tx.account.update({ where: { name }, data: { disabledAt: new Date() } });
    });
  }

  /** Takes `disable` back. Cancelled jobs stay cancelled. @throws NotFound */
  async enable(name: string): Promise<Account> {
    const { id } = await this.find(name);
    return this.database.account.update({ where: { id }, data: { disabledAt: null } });
  }

  /**
   * @throws Unauthenticated if the name or the password is wrong, not saying which; Forbidden for a disabled account,
   * to those who know its password
   */
  async signIn(name: string, password: string): Promise<Account> {
    const account = await this.database.account.findUnique({ where: { name } });
    if (!(await verifyPassword(password, account?.passwordHash ?? null)))
      throw new Unauthenticated('The name or the password is wrong.');
    if (account!.disabledAt) throw new Forbidden(`The account ${name} is disabled. Ask an admin to enable it.`);
    return account!;
  }

  /**
   * An account as the caller of what a job does for it later, with what a request's token permitted as far as the
   * account's role allows it now.
   */
  async callerFor(accountId: string, permitted: string[]): Promise<Caller> {
    const { name, role } = await this.database.account.findUniqueOrThrow({ where: { id: accountId } });
    return { accountId, name, scopes: allowed(role, permitted) };
  }

  /** An account's namespaces, by name. */
  namespacesOf(accountId: string): Promise<Namespace[]> {
    return this.database.namespace.findMany({ where: { accountId }, orderBy: { name: 'asc' } });
  }

  /** All namespaces, by name, with their accounts; one more than the limit where there are more. */
  namespaces({ cursor, limit }: PageByName) {
    return this.database.namespace.findMany({
      where: { name: { gt: cursor } },
      include: { account: true },
      orderBy: { name: 'asc' },
      take: limit + 1,
    });
  }

  /** Makes a namespace for an account. @throws NotFound without such an account; Conflict when the name is taken */
  async createNamespace(name: string, owner: string): Promise<Namespace> {
    checkNewNamespace(name);
    return this.database.$transaction(async (tx) => {
      const account = await tx.account.findUnique({ where: { name: owner } });
      if (!account) throw new NotFound(`There is no account ${owner}.`, { where: 'owner', received: owner });
      if (await tx.namespace.findUnique({ where: { name } })) throw new Conflict(`The namespace ${name} is taken.`);
      return tx.namespace.create({ data: { name, accountId: account.id } });
    });
  }

  /**
   * Only checks; `claimNamespace` makes a namespace that is not there yet.
   * @throws Forbidden unless the namespace is the caller's or the caller is an admin; InvalidInput for a bad name
   */
  async assertMayPublish(caller: Caller, namespace: string): Promise<void> {
    checkName(namespace, 'a namespace');
    const found = await this.database.namespace.findUnique({ where: { name: namespace } });
    if (found?.accountId === caller.accountId) return;
    if (!permits(caller, 'admin'))
      throw new Forbidden(`You cannot publish in the namespace ${namespace}, because it is not yours.`, {
        received: namespace,
        accepted: (await this.namespacesOf(caller.accountId)).map(({ name }) => name),
      });
    if (!found) checkNewNamespace(namespace);
  }

  /**
   * Makes a namespace that no account has the caller's own, as part of the transaction that first puts something into it:
   * an admin need not make it before. Call `assertMayPublish` first.
   */
  async claimNamespace(tx: Transaction, { accountId }: Pick<Caller, 'accountId'>, name: string): Promise<void> {
    await tx.namespace.upsert({ where: { name }, create: { name, accountId }, update: {} });
  }
}

/** Admins besides one who have a password or a token that works. */
const otherAdmins = ({ id }: Account): Prisma.AccountWhereInput => ({
  id: { not: id },
  role: 'admin',
  disabledAt: null,
  OR: [
    { passwordHash: { not: null } },
    {
      tokens: {
        some: {
          scopes: { has: 'admin' },
          revokedAt: null,
          OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
        },
      },
    },
  ],
});
