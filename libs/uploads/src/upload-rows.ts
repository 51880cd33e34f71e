import { Injectable } from '@nestjs/common';
import { Quotas } from '#graft/accounts';
import { Database, type Transaction, type Upload } from '#graft/database';
import { NotFound, Problem } from '#graft/problems';

const DAY_MS = 24 * 3600 * 1000;
export const UNFINISHED_MS = DAY_MS;
/** Finished uploads wait longer: the job that reads one can be queued behind others. */
const FINISHED_MS = 7 * DAY_MS;

/** Unfinished uploads of an account. The page and the command line send one file after the other. */
export const MOST_UNFINISHED = 20;
/** Uploads of an account altogether: an import takes up to 1,000 files. */
const MOST = 2_000;

/** Bytes that an upload of unknown length reserves ahead in its account's quota, so that not every chunk asks for it. */
const AHEAD_BYTES = 4 * 2 ** 20;

type NewUpload = Pick<Upload, 'id' | 'accountId' | 'size' | 'metadata'>;

/** What is known of uploads besides their bytes: whose they are, and what they count for in the account's quota. */
@Injectable()
export class UploadRows {
  constructor(
    private readonly database: Database,
    private readonly quotas: Quotas,
  ) {}

  find(id: string): Promise<Upload | null> {
    return this.database.upload.findUnique({ where: { id } });
  }

  /** @throws TooLarge if the whole does not fit the account's quota; Problem 429 where the account has too many uploads */
  async add(upload: NewUpload): Promise<void> {
    const { accountId, size } = upload;
    await this.database.$transaction(async (tx) => {
      await this.quotas.lockAccount(tx, accountId);
      await assertFew(tx, accountId);
      await tx.upload.create({ data: { ...upload, reserved: size ?? 0, finishedAt: size === 0n ? new Date() : null } });
      await this.quotas.assertRoom(tx, accountId);
    });
  }

  /** Says how many bytes the whole has; they count from now on. @throws TooLarge over the account's quota */
  async declare(id: string, size: number): Promise<void> {
    await this.reserve(id, { size, reserved: size });
  }

  /**
   * Counts so many bytes, or some more, of an upload whose length is unknown.
   * @returns how many are counted. @throws TooLarge over the account's quota
   */
  extend(id: string, bytes: number): Promise<number> {
    return this.reserve(id, { reserved: bytes }, AHEAD_BYTES);
  }

  /** Writes down that so many bytes are here. */
  async record({ id, size }: Upload, bytes: number): Promise<void> {
    const data = size === null ? { reserved: bytes } : BigInt(bytes) === size ? { finishedAt: new Date() } : null;
    if (data) await this.database.upload.updateMany({ where: { id }, data });
  }

  /** Stops counting the bytes of uploads: what was made of them counts instead. Their files stay until they are removed. */
  async used(tx: Transaction, ids: string[]): Promise<void> {
    await tx.upload.updateMany({ where: { id: { in: ids } }, data: { reserved: 0 } });
  }

  async remove(id: string): Promise<void> {
    await this.database.upload.deleteMany({ where: { id } });
  }

  /** Ids of uploads whose time is over. */
  async expired(now: number): Promise<string[]> {
    const before = (ms: number) => ({ lt: new Date(now - ms) });
    const rows = await this.database.upload.findMany({
      where: { OR: [{ finishedAt: null, createdAt: before(UNFINISHED_MS) }, { createdAt: before(FINISHED_MS) }] },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }

  /** @param ahead counted, too, as far as the quota has room */
  private reserve(id: string, data: { size?: number; reserved: number }, ahead = 0): Promise<number> {
    return this.database.$transaction(async (tx) => {
      const upload = await tx.upload.findUnique({ where: { id } });
      if (!upload) throw noUpload(id);
      await this.quotas.lockAccount(tx, upload.accountId);
      await tx.upload.update({ where: { id }, data });
      const left = await this.quotas.assertRoom(tx, upload.accountId);
      const reserved = data.reserved + Math.min(ahead, left);
      await tx.upload.update({ where: { id }, data: { reserved } });
      return reserved;
    });
  }
}

/** @throws Problem 429 where one more upload is too many */
async function assertFew(tx: Transaction, accountId: string): Promise<void> {
  const unfinished = await tx.upload.findMany({
    where: { accountId, finishedAt: null },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  if (unfinished.length >= MOST_UNFINISHED)
    throw tooMany(
      `${unfinished.length} uploads of this account are unfinished. Finish one, or delete one with DELETE /uploads/{id}. Graft deletes unfinished uploads one day after their start.`,
      { received: unfinished.map(({ id }) => id), accepted: MOST_UNFINISHED },
    );
  const all = await tx.upload.count({ where: { accountId } });
  if (all >= MOST)
    throw tooMany(
      `${all} uploads of this account are not used yet. Use some, or delete some with DELETE /uploads/{id}. Graft deletes unused uploads one week after their start.`,
      { received: all, accepted: MOST },
    );
}

export const noUpload = (id: string) =>
  new NotFound(`There is no upload ${id}. Unfinished uploads are kept for one day.`, { received: id });

const tooMany = (detail: string, extras: object) =>
  new Problem('too-many-uploads', 429, 'Too many uploads', detail, { ...extras });
