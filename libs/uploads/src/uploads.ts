import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Caller, type CallerRequest } from '#graft/accounts';
import { Config } from '#graft/config';
import { Conflict, Forbidden, NotFound, TooLarge } from '#graft/problems';
import { assertRoom } from '#graft/storage';

const DAY_MS = 24 * 3600 * 1000;
/** Finished uploads wait longer: the job that reads one may be queued behind others. */
const FINISHED_MS = 7 * DAY_MS;

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
  /** Speaks tus; whoever hands it a request has asked `assertMayCreate` or `assertOwn` before. */
  readonly tus: Server;
  private readonly store: FileStore;
  private readonly folder: string;

  constructor(private readonly config: Config) {
    this.folder = join(config.dataDir, 'uploads');
    this.store = new FileStore({ directory: this.folder, expirationPeriodInMilliseconds: DAY_MS });
    this.tus = new Server({
      path: '/uploads',
      relativeLocation: true,
      datastore: this.store,
      maxSize: config.maxUploadBytes,
      onUploadCreate: (request, { metadata }) => {
        const { caller } = request.runtime!.node!.req as unknown as CallerRequest;
        return Promise.resolve({ metadata: { ...metadata, account: caller!.accountId } });
      },
    });
  }

  async onModuleInit(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.sweep();
  }

  /**
   * A finished upload of the caller's.
   * @throws NotFound for an unknown one; Forbidden for someone else's; Conflict while bytes are missing.
   */
  async open(id: string, caller: Pick<Caller, 'accountId'>): Promise<OpenedUpload> {
    const { metadata, size, offset } = await this.assertOwn(id, caller);
    if (size === undefined || offset < size)
      throw new Conflict(
        `The upload ${id} is unfinished: ${offset} of ${size ?? 'an unknown number of'} bytes are here.`,
        {
          received: offset,
          accepted: size,
        },
      );
    return { path: join(this.folder, id), name: basename(metadata?.filename ?? id), size };
  }

  /** Harmless when it is gone already. */
  async remove(id: string): Promise<void> {
    if (await this.find(id)) await this.store.remove(id);
  }

  /** @throws NotFound, Forbidden */
  async assertOwn(id: string, caller: Pick<Caller, 'accountId'>): Promise<Upload> {
    const upload = await this.find(id);
    if (!upload) throw new NotFound(`There is no upload ${id}; unfinished ones are kept for a day.`, { received: id });
    if (upload.metadata?.account !== caller.accountId)
      throw new Forbidden(`The upload ${id} is someone else's.`, { received: id });
    return upload;
  }

  /** @throws TooLarge, StorageFull when so many bytes more are not taken. */
  async assertRoomFor(bytes: number): Promise<void> {
    const { maxUploadBytes } = this.config;
    if (bytes > maxUploadBytes)
      throw new TooLarge(`An upload may have ${maxUploadBytes} bytes, not ${bytes}.`, {
        received: bytes,
        accepted: maxUploadBytes,
      });
    await assertRoom(this.folder, bytes);
  }

  /** Removes what nobody finished or used in time; done whenever a new upload begins, so that no clock is needed. */
  async sweep(now = Date.now()): Promise<void> {
    for (const id of await this.store.configstore.list!()) {
      const upload = await this.find(id);
      if (!upload) continue;
      const age = now - Date.parse(upload.creation_date!);
      if (age > (upload.offset === upload.size ? FINISHED_MS : DAY_MS)) await this.store.remove(id);
    }
  }

  private async find(id: string): Promise<Upload | null> {
    if (!/^[0-9a-f]{32}$/.test(id)) return null;
    try {
      return await this.store.getUpload(id);
    } catch (error) {
      const status = (error as { status_code?: number }).status_code;
      if (status === 404 || status === 410) return null;
      throw error;
    }
  }
}
