import { DataStore, Metadata, Upload as TusUpload } from '@tus/server';
import { constants } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { diskFull } from '#graft/problems';
import { Room, writeNewFile } from '#graft/storage';
import { noUpload, UNFINISHED_MS, type UploadRows } from './upload-rows.js';

const HOUR_MS = 3600 * 1000;

/** tus' uploads: their bytes lie in a folder, a file each; all else is in the database. */
export class UploadStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'creation-defer-length', 'termination', 'expiration'];

  constructor(
    private readonly folder: string,
    private readonly rows: UploadRows,
  ) {
    super();
  }

  path(id: string): string {
    return join(this.folder, id);
  }

  /** @param upload `metadata.account` is the sender's account; it is not kept among the metadata. @throws as `UploadRows.add` */
  override async create(upload: TusUpload): Promise<TusUpload> {
    const { account, ...metadata } = upload.metadata ?? {};
    const size = upload.size === undefined ? null : BigInt(upload.size);
    await this.rows.add({ id: upload.id, accountId: account!, size, metadata: Metadata.stringify(metadata) });
    try {
      await writeNewFile(this.path(upload.id), new Uint8Array());
    } catch (error) {
      await this.rows.remove(upload.id);
      throw error;
    }
    return upload;
  }

  /** @throws NotFound */
  override async getUpload(id: string): Promise<TusUpload> {
    const row = await this.rows.find(id);
    const file = row && (await stat(this.path(id)).catch(() => null)); // another server's, or removed just now
    if (!row || !file) throw noUpload(id);
    return new TusUpload({
      id,
      size: row.size === null ? undefined : Number(row.size),
      offset: file.size,
      metadata: row.metadata === '' ? undefined : Metadata.parse(row.metadata),
      creation_date: row.createdAt.toISOString(),
    });
  }

  /**
   * Appends to an upload that has `offset` bytes. What was written before an error stays, so that the sender continues there.
   * @throws StorageFull; TooLarge where an upload of unknown length outgrows the account's quota
   */
  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const row = await this.rows.find(id);
    if (!row) throw noUpload(id);
    const room = new Room(this.folder);
    let counted = Number(row.reserved);
    let end = offset;
    const file = await open(this.path(id), constants.O_WRONLY | constants.O_APPEND);
    try {
      // Destroying the source would hide the error from tus.
      for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
        await room.take(chunk.length);
        if (row.size === null && end + chunk.length > counted) counted = await this.rows.extend(id, end + chunk.length);
        await file.writeFile(chunk);
        end += chunk.length;
      }
      return end;
    } catch (error) {
      throw diskFull(error) ?? error;
    } finally {
      await file.close();
      await this.rows.record(row, end);
    }
  }

  override declareUploadLength(id: string, length: number): Promise<void> {
    return this.rows.declare(id, length);
  }

  /** Harmless when it is gone already. */
  override async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
    await this.rows.remove(id);
  }

  override getExpiration(): number {
    return UNFINISHED_MS;
  }

  /** Removes files that no row names: their account was deleted, or the process was killed between file and row. */
  async removeStray(now = Date.now()): Promise<void> {
    for (const name of await readdir(this.folder)) {
      if (await this.rows.find(name)) continue;
      const file = await stat(this.path(name)).catch(() => null);
      if (file && file.mtimeMs < now - HOUR_MS) await rm(this.path(name), { force: true });
    }
  }
}
