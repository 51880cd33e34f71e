import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** Among what OWASP recommends for scrypt, the one with the least memory that takes as long: 2^15 · 8 · 128 bytes = 32 MiB, three times. */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 256 * 1024 ** 2 };
const BYTES = 32;

const derive = (password: string, salt: Buffer, cost: ScryptOptions) =>
  new Promise<Buffer>((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, BYTES, { ...cost, maxmem: COST.maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

/** @returns `scrypt$N$r$p$salt$key`, the last two in base64url */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Compares in constant time; takes as long for an account that has no password (`hash` null) as for one that has. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  if (hash === null) {
    await derive(password, Buffer.alloc(16), COST);
    return false;
  }
  const [, N, r, p, salt, key] = hash.split('$') as [string, string, string, string, string, string];
  const derived = await derive(password, Buffer.from(salt, 'base64url'), { N: +N, r: +r, p: +p });
  return timingSafeEqual(derived, Buffer.from(key, 'base64url'));
}
