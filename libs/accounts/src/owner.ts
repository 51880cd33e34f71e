// oxlint-disable-next-line no-restricted-imports -- a secret of one line
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#graft/config';
import type { Account, Database } from '#graft/database';
import { InvalidInput } from '#graft/problems';
import { hashPassword, verifyPassword } from './passwords.js';
import { hashSecret, type Tokens } from './tokens.js';

export const OWNER = 'owner';
/** Names of the owner's tokens that this file makes, shown in the list of tokens. */
const CONFIGURED = 'from GRAFT_OWNER_TOKEN_FILE';
const LOCAL = 'of this machine';

/** A secret that others must not guess. */
const LEAST_CHARACTERS = 12;

/** Visible ASCII: what a header can carry as `Authorization: Bearer …`. */
const TOKEN = /^[\x21-\x7e]+$/;

/** @throws InvalidInput for a token that no program could send */
function checkToken(token: string, path: string): string {
  if (TOKEN.test(token)) return token;
  throw new InvalidInput(
    `The token in ${path} (GRAFT_OWNER_TOKEN_FILE) has characters that cannot be sent in a header. Use only letters, digits and -._~+/=.`,
    { where: 'GRAFT_OWNER_TOKEN_FILE', accepted: 'visible ASCII characters, without spaces' },
  );
}

async function readSecret(path: string, setting: string): Promise<string> {
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length >= LEAST_CHARACTERS) return secret;
  throw new InvalidInput(
    `The secret in ${path} (${setting}) is too short. Use at least ${LEAST_CHARACTERS} characters.`,
    {
      where: setting,
      received: `${secret.length} characters`,
    },
  );
}

function ownerAccount(database: Database): Promise<Account> {
  return database.account.upsert({
    where: { name: OWNER },
    create: { name: OWNER, role: 'admin', namespaces: { create: { name: OWNER } } },
    update: {},
  });
}

/** Makes the configured token the owner's; one configured before stops working. */
async function setToken(database: Database, tokens: Tokens, owner: Account, secret: string): Promise<void> {
  const hash = hashSecret(secret);
  await database.token.deleteMany({ where: { accountId: owner.id, name: CONFIGURED, hash: { not: hash } } });
  if (!(await database.token.findUnique({ where: { hash } })))
    await tokens.issue(owner.id, { name: CONFIGURED, scopes: ['admin'] }, secret);
}

async function setPassword(database: Database, owner: Account, password: string): Promise<void> {
  if (owner.passwordHash !== null && (await verifyPassword(password, owner.passwordHash))) return;
  await database.account.update({ where: { id: owner.id }, data: { passwordHash: await hashPassword(password) } });
}

/** The token in `<dataDir>/token`, while it works; else a new one, which is written there. */
async function localToken(tokens: Tokens, owner: Account, dataDir: string): Promise<string> {
  const path = join(dataDir, 'token');
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null && (await tokens.find(kept.trim()))) return kept.trim();
  const { secret } = await tokens.issue(owner.id, { name: LOCAL, scopes: ['admin'] });
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/**
 * Makes the owner, an admin, at the first start, with the token or password that an operator configured; without
 * either, with a token kept in the data folder, for the command line and the page of this machine to pick up. An owner
 * that another admin disabled gets none.
 */
export async function ensureOwner(database: Database, tokens: Tokens, config: Config): Promise<string | null> {
  const { dataDir, ownerTokenFile, ownerPasswordFile } = config;
  const owner = await ownerAccount(database);
  if (ownerTokenFile)
    await setToken(
      database,
      tokens,
      owner,
      checkToken(await readSecret(ownerTokenFile, 'GRAFT_OWNER_TOKEN_FILE'), ownerTokenFile),
    );
  if (ownerPasswordFile)
    await setPassword(database, owner, await readSecret(ownerPasswordFile, 'GRAFT_OWNER_PASSWORD_FILE'));
  if (ownerTokenFile || ownerPasswordFile || owner.disabledAt) return null;
  return localToken(tokens, owner, dataDir);
}
