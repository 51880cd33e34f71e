import { Injectable } from '@nestjs/common';
import { Config } from '#graft/config';
import { Database, type Account, type Namespace } from '#graft/database';
import { Conflict, Forbidden, NotFound, Unauthenticated } from '#graft/problems';
import type { Caller, Role } from './caller.js';
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

  /** Sees to it that somebody owns this server. @returns the owner's token, where it is kept in the data folder */
  ensureOwner(): Promise<string | null> {
    return ensureOwner(this.database, this.tokens, this.config);
  }

  /** Makes an account, and a namespace of the same name for it. @throws Conflict when either name is taken */
  async create({ name, role, password }: NewAccount): Promise<Account> {
    checkNewNamespace(name);
    const passwordHash = password === undefined ? null : await hashPassword(password);
    return this.database.$transaction(async (tx) => {
      if (await tx.account.findUnique({ where: { name } })) throw new Conflict(`The account ${name} exists.`);
      if (await tx.namespace.findUnique({ where: { name } })) throw new Conflict(`The namespace ${name} is taken.`);
      return tx.account.create({ data: { name, role, passwordHash, namespaces: { create: { name } } } });
    });
  }

  /** All accounts, oldest first; one more than the limit where there are more. */
  list({ cursor, limit }: PageById): Promise<Account[]> {
    return this.database.account.findMany({ where: { id: { gt: cursor } }, orderBy: { id: 'asc' }, take: limit + 1 });
  }

  /** @throws Unauthenticated when the name or the password is wrong, not saying which */
  async signIn(name: string, password: string): Promise<Account> {
    const account = await this.database.account.findUnique({ where: { name } });
    if (!(await verifyPassword(password, account?.passwordHash ?? null)))
      throw new Unauthenticated('The name or the password is wrong.');
    return account!;
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
   * Publishing under a namespace that nobody has makes it an admin's own: a person with a server of their own need not
   * make it first.
   * @throws Forbidden unless the namespace is the caller's or the caller is an admin
   */
  async assertMayPublish(caller: Caller, namespace: string): Promise<void> {
    checkName(namespace, 'a namespace');
    const found = await this.database.namespace.findUnique({ where: { name: namespace } });
    if (found?.accountId === caller.accountId) return;
    if (caller.role !== 'admin')
      throw new Forbidden(`You may not publish under ${namespace}: it isn't your namespace.`, {
        received: namespace,
        accepted: (await this.namespacesOf(caller.accountId)).map(({ name }) => name),
      });
    if (found) return;
    checkNewNamespace(namespace);
    await this.database.namespace.upsert({
      where: { name: namespace },
      create: { name: namespace, accountId: caller.accountId },
      update: {},
    });
  }
}
