import { Injectable } from '@nestjs/common';
import { Config } from '#graft/config';
import { Prisma, type Transaction } from '#graft/database';
import { NotFound, TooLarge } from '#graft/problems';

/** A stored blob, as `BlobRef` has it. */
interface Stored {
  digest: string;
  /** Bytes. */
  size: number;
}

/** How long an import is kept after it has ended. */
export const IMPORT_DAYS = 7;

/** Condition on the job `j` of an import: it is under way, or ended less than IMPORT_DAYS ago. */
export const livesSql = Prisma.sql`(j."finishedAt" IS NULL
  OR j."finishedAt" > (clock_timestamp() AT TIME ZONE 'UTC') - ${IMPORT_DAYS} * interval '1 day')`;

/**
 * Bytes that an account's models, data sets, imports and uploads may take up. A blob that several of them share counts
 * once.
 */
@Injectable()
export class Quotas {
  constructor(private readonly config: Config) {}

  /**
   * Makes every other publication and arrival of the namespace's account wait until this transaction has ended.
   * @returns the account's id. @throws NotFound if the namespace does not exist.
   */
  async lock(tx: Transaction, namespace: string): Promise<string> {
    // NO KEY: rows that refer to the account can be written meanwhile.
    const [account] = await tx.$queryRaw<{ id: string }[]>`
      SELECT a."id" FROM "Account" a JOIN "Namespace" n ON n."accountId" = a."id"
      WHERE n."name" = ${namespace} FOR NO KEY UPDATE OF a`;
    if (!account) throw new NotFound(`There is no namespace "${namespace}".`, { received: namespace });
    return account.id;
  }

  /** The same for the account itself. */
  async lockAccount(tx: Transaction, accountId: string): Promise<void> {
    await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId}::uuid FOR NO KEY UPDATE`;
  }

  /**
   * @param coming blobs that no row names yet
   * @returns bytes that are left of the quota. @throws TooLarge if what the account stores does not fit its quota
   */
  async assertRoom(tx: Transaction, accountId: string, coming: Stored[] = []): Promise<number> {
    const { quotaBytes } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
    const quota = quotaBytes === null ? this.config.quotaBytes : Number(quotaBytes);
    const rows = coming.map(({ digest, size }) => Prisma.sql`SELECT ${digest}, ${size}::bigint`);
    const [sum] = await tx.$queryRaw<{ bytes: number | null }[]>`
      SELECT sum(size)::float8 AS bytes FROM (
        SELECT b."digest", b."size" FROM "VersionBlob" b
          JOIN "Version" v ON v."id" = b."versionId" JOIN "Model" m ON m."id" = v."modelId"
          WHERE m."accountId" = ${accountId}::uuid
        UNION
        SELECT i."digest", i."bytes"::bigint FROM "DatasetItem" i
          JOIN "DatasetVersion" v ON v."id" = i."versionId" JOIN "Dataset" d ON d."id" = v."datasetId"
          WHERE d."accountId" = ${accountId}::uuid
        UNION
        SELECT b."digest", b."size" FROM "ImportBlob" b JOIN "Job" j ON j."id" = b."importId"
          WHERE j."accountId" = ${accountId}::uuid AND ${livesSql}
        UNION
        SELECT u."id", u."reserved" FROM "Upload" u WHERE u."accountId" = ${accountId}::uuid
        ${rows.length > 0 ? Prisma.sql`UNION ${Prisma.join(rows, ' UNION ')}` : Prisma.empty}
      ) AS stored`;
    const total = sum!.bytes ?? 0;
    if (total > quota)
      throw new TooLarge(
        `With this, the account would store ${total} bytes, including its uploads and unpublished imports; its quota is ${quota}. Delete data sets, models or imports, or ask an admin for a larger quota.`,
        { received: total, accepted: quota },
      );
    return quota - total;
  }
}
