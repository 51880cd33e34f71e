import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TooManyRequests } from '#graft/problems';
import { type BlobRef, type Digest, Verified } from '#graft/storage';

export interface CachedFile extends BlobRef {
  path: string;
}

type Make = (path: string, makeRoom: () => Promise<void>) => Promise<Digest>;

/** What a process that was killed was writing is removed after so long. */
const UNFINISHED_MS = 3_600_000;
const NAME = /^([0-9a-f]{64})\.([0-9a-f]{64})$/;

/**
 * Files derived from artifacts, which can be made again at any time: the least recently used go when they take up more
 * than the limit. A file is named `<sha256 of its key>.<sha256 of its bytes>` and appears only when it is whole. Its bytes
 * are compared with its name when it is asked for, once an hour; a damaged file is made again.
 */
export class ExportCache {
  private readonly making = new Map<string, Promise<CachedFile>>();
  private readonly verified = new Verified();
  /** By the sha256 of the key, the least recently used first; read from the folder at the first question. */
  private files?: Promise<Map<string, CachedFile>>;
  /** Of files that are being written. */
  private unfinishedBytes = 0;

  constructor(
    private readonly folder: string,
    private readonly limitBytes: number,
  ) {}

  /**
   * The file of this key, made if it is not there; requests for it meanwhile wait for the same one.
   * @param size bytes that the file will have, about
   * @param make writes the file and returns its digest. It calls `makeRoom` before it begins to write.
   */
  async file(key: string, size: number, make: Make): Promise<CachedFile> {
    const name = createHash('sha256').update(key).digest('hex');
    const files = await (this.files ??= this.load());
    const making = this.making.get(name);
    if (making) return making.catch((error: unknown) => this.again(error, () => this.file(key, size, make)));
    const found = this.find(files, name).then((file) => file ?? this.make(files, name, size, make));
    const settled = found.finally(() => this.making.delete(name));
    this.making.set(name, settled);
    return settled;
  }

  /** Another's request was refused, or its reader went away: that is no answer to this one. */
  private again(error: unknown, ask: () => Promise<CachedFile>): Promise<CachedFile> {
    if (error instanceof TooManyRequests) return ask();
    throw error;
  }

  private async load(): Promise<Map<string, CachedFile>> {
    await mkdir(this.folder, { recursive: true });
    const found = await Promise.all(
      (await readdir(this.folder)).map(async (name) => {
        const path = join(this.folder, name);
        const [, key, digest] = NAME.exec(name) ?? [];
        const { size, mtimeMs } = await stat(path);
        return { path, key, digest, size, mtimeMs };
      }),
    );
    const lost = found.filter(({ key, mtimeMs }) => !key && mtimeMs < Date.now() - UNFINISHED_MS);
    await Promise.all(lost.map(({ path }) => rm(path, { force: true })));
    found.sort((a, b) => a.mtimeMs - b.mtimeMs);
    return new Map(
      found.flatMap(({ key, digest, path, size }) =>
        key ? [[key, { path, digest: `sha256:${digest!}` as const, size }]] : [],
      ),
    );
  }

  private async find(files: Map<string, CachedFile>, name: string): Promise<CachedFile | null> {
    const file = files.get(name);
    if (!file) return null;
    files.delete(name);
    if (!(await this.isWhole(file))) {
      await rm(file.path, { force: true });
      return null;
    }
    files.set(name, file);
    return file;
  }

  /** Whether the file is there, which another server on the same folder may have removed, with the bytes that it had. */
  private async isWhole({ path, digest, size }: CachedFile): Promise<boolean> {
    const found = await stat(path).catch(() => null);
    if (found?.size !== size) return false;
    try {
      await this.verified.ensure(path, String(found.mtimeMs), async () => {
        const received = await digestOfFile(path);
        if (received !== digest) throw new Error(`${path} is damaged: its bytes have the sha256 ${received}`);
      });
      return true;
    } catch {
      return false; // it is made again
    }
  }

  private async make(files: Map<string, CachedFile>, name: string, expected: number, write: Make): Promise<CachedFile> {
    const unfinished = join(this.folder, `${randomUUID()}.part`);
    let reserved = 0;
    const makeRoom = () => {
      this.unfinishedBytes += reserved = expected;
      return this.makeRoom(files, name);
    };
    try {
      const digest = await write(unfinished, makeRoom);
      const { size } = await stat(unfinished);
      const path = join(this.folder, `${name}.${digest.slice('sha256:'.length)}`);
      await rename(unfinished, path);
      files.set(name, { path, digest, size });
    } finally {
      this.unfinishedBytes -= reserved;
      await rm(unfinished, { force: true });
    }
    await this.makeRoom(files, name);
    return files.get(name)!;
  }

  private async makeRoom(files: Map<string, CachedFile>, keep: string): Promise<void> {
    let total = [...files.values()].reduce((sum, file) => sum + file.size, this.unfinishedBytes);
    for (const [name, file] of files) {
      if (total <= this.limitBytes) return;
      if (name === keep) continue;
      files.delete(name);
      total -= file.size;
      await rm(file.path, { force: true });
    }
  }
}

async function digestOfFile(path: string): Promise<Digest> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest('hex')}`;
}
