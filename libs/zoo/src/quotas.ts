import { Injectable } from '@nestjs/common';
import { Config } from '#graft/config';
import { Prisma, type Transaction } from '#graft/database';
import { NotFound, TooLarge } from '#graft/problems';
import type { BlobRef } from '#graft/storage';

/** Bytes that an account's models may take up; a blob that several of its versions share counts once. */
@Injectable()
export class Quotas {
  constructor(private readonly config: Config) {}

  /**
   * Makes every other publication of the namespace's account wait until this transaction has ended.
   * @returns the account's id. @throws NotFound when nobody has the namespace.
   */
  async lock(tx: Transaction, namespace: string): Promise<string> {
    // NO KEY: rows that refer to the account can be written meanwhile.
    const [account] = await tx.$queryRaw<{ id: string }[]>`
      SELECT a."id" FROM "Account" a JOIN "Namespace" n ON n."accountId" = a."id"
      WHERE n."name" = ${namespace} FOR NO KEY UPDATE OF a`;
    if (!account) throw new NotFound(`There is no namespace "${namespace}".`, { received: namespace });
    return account.id;
  }

  /** @throws TooLarge when the blobs that are new to the account do not fit its quota. */
  async assertRoom(tx: Transaction, accountId: string, blobs: BlobRef[]): Promise<void> {
    const { quotaBytes } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
    const quota = quotaBytes === null ? this.config.quotaBytes : Number(quotaBytes);
    const coming = Prisma.join(blobs.map(({ digest, size }) => Prisma.sql`(${digest}, ${size}::bigint)`));
    const [sum] = await tx.$queryRaw<{ bytes: number }[]>`
      SELECT sum(size)::float8 AS bytes FROM (
        SELECT b."digest", b."size" FROM "VersionBlob" b
          JOIN "Version" v ON v."id" = b."versionId" JOIN "Model" m ON m."id" = v."modelId"
          WHERE m."accountId" = ${accountId}::uuid
        UNION
        SELECT * FROM (VALUES ${coming}) AS coming (digest, size)
      ) AS stored`;
    const total = sum!.bytes;
    if (total > quota)
      throw new TooLarge(`This would take the account's models to ${total} bytes; its quota is ${quota}.`, {
        received: total,
        accepted: quota,
      });
  }
}
