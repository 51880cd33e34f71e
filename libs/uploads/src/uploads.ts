import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Request, Response } from 'express';
import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Metadata } from '@tus/server';
import type { Caller } from '#graft/accounts';
import { Config } from '#graft/config';
import type { Transaction, Upload } from '#graft/database';
import { Conflict, Forbidden, TooLarge } from '#graft/problems';
import { assertRoom } from '#graft/storage';
import { PATH, TusServer } from './tus-server.js';
import { noUpload, UploadRows } from './upload-rows.js';
import { UploadStore } from './upload-store.js';

export interface OpenedUpload {
  /** Of a file on this machine; read it, don't move it. */
  path: string;
  /** As the sender called it, without folders. */
  name: string;
  /** Bytes. */
  size: number;
}

/** Files that were sent by the tus protocol, each its sender's own. */
@Injectable()
export class Uploads implements OnModuleInit {
  private readonly folder: string;
  private readonly store: UploadStore;
  private readonly tus: TusServer;

  constructor(
    private readonly config: Config,
    private readonly rows: UploadRows,
  ) {
    this.folder = join(config.dataDir, 'uploads');
    this.store = new UploadStore(this.folder, rows);
    this.tus = new TusServer(this.store, config.maxUploadBytes);
  }

  async onModuleInit(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.sweep();
    await this.store.removeStray();
  }

  /** Answers a request for a new upload. @throws TooLarge, StorageFull; Problem 429 where the caller has too many */
  async create(request: Request, response: Response): Promise<void> {
    await this.sweep();
    await this.assertRoomFor(numberIn(request.headers['upload-length']));
    await this.answer(PATH, request, response);
  }

  /** Answers a request about an upload of the caller's. @throws NotFound, Forbidden, Conflict, TooLarge, StorageFull */
  async attend(id: string, caller: Caller, request: Request, response: Response): Promise<void> {
    await this.assertOwn(id, caller);
    await this.assertRoomFor(numberIn(request.headers['content-length']));
    await this.answer(`${PATH}/${id}`, request, response);
  }

  /**
   * A finished upload of the caller's.
   * @throws NotFound for an unknown one; Forbidden for someone else's; Conflict while bytes are missing.
   */
  async open(id: string, caller: Pick<Caller, 'accountId'>): Promise<OpenedUpload> {
    const { metadata, size } = await this.assertOwn(id, caller);
    const path = this.store.path(id);
    const { size: received } = await stat(path);
    if (size === null || BigInt(received) < size)
      throw new Conflict(
        `The upload ${id} is unfinished: the server has ${received} of ${size ?? 'an unknown number of'} bytes.`,
        { received, accepted: size === null ? undefined : Number(size) },
      );
    return { path, name: nameIn(metadata) ?? id, size: received };
  }

  /** Harmless when it is gone already. */
  remove(id: string): Promise<void> {
    return isId(id) ? this.store.remove(id) : Promise.resolve();
  }

  /** Stops counting uploads in their account's quota, in the transaction that counts what was made of them. */
  used(tx: Transaction, ids: string[]): Promise<void> {
    return this.rows.used(tx, ids);
  }

  /** @throws NotFound, Forbidden */
  async assertOwn(id: string, caller: Pick<Caller, 'accountId'>): Promise<Upload> {
    const upload = isId(id) ? await this.rows.find(id) : null;
    const file = upload && (await stat(this.store.path(id)).catch(() => null)); // another server's, or removed just now
    if (!upload || !file) throw noUpload(id);
    if (upload.accountId !== caller.accountId)
      throw new Forbidden(`The upload ${id} belongs to another account.`, { received: id });
    return upload;
  }

  /** Removes what was not finished or used in time; done whenever a new upload begins, so that no clock is needed. */
  async sweep(now = Date.now()): Promise<void> {
    for (const id of await this.rows.expired(now)) await this.store.remove(id);
  }

  /**
   * Hands a request to tus under an address made here: tus reads the id from the whole address, query and all, and must
   * not read another one than was checked.
   */
  private async answer(address: string, request: Request, response: Response): Promise<void> {
    response.setHeader('Tus-Resumable', '1.0.0'); // on problems, too
    response.setHeader('Tus-Version', '1.0.0');
    request.url = address;
    await this.tus.handle(request, response);
  }

  /** @throws TooLarge, StorageFull if so many bytes more are not taken. */
  private async assertRoomFor(bytes: number): Promise<void> {
    const { maxUploadBytes } = this.config;
    if (bytes > maxUploadBytes)
      throw new TooLarge(`The upload has ${bytes} bytes. At most ${maxUploadBytes} bytes are accepted.`, {
        received: bytes,
        accepted: maxUploadBytes,
      });
    await assertRoom(this.folder, bytes);
  }
}

const isId = (id: string) => /^[0-9a-f]{32}$/.test(id);

/** 0 for what is no number, which tus refuses. */
const numberIn = (header: string | string[] | undefined): number => Number(header ?? 0) || 0;

/** The file's name as its sender gave it, without folders and control characters; null if there is none. */
function nameIn(metadata: string): string | null {
  const filename = metadata === '' ? null : Metadata.parse(metadata).filename;
  return basename(filename ?? '').replaceAll(/[\0-\x1f\x7f]/g, '') || null;
}
