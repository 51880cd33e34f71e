import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobRef, Digest } from '#graft/storage';

export interface CachedFile extends BlobRef {
  path: string;
}

const NAME = /^([0-9a-f]{64})\.([0-9a-f]{64})$/;

/**
 * Files derived from artifacts, which can be made again at any time: the least recently used go when they take up more
 * than the limit. A file is named `<sha256 of its key>.<sha256 of its bytes>` and appears only when it is whole.
 */
export class ExportCache {
  private readonly making = new Map<string, Promise<CachedFile>>();
  /** By the sha256 of the key, the least recently used first; read from the folder at the first question. */
  private files?: Promise<Map<string, CachedFile>>;

  constructor(
    private readonly folder: string,
    private readonly limitBytes = 2 * 1024 ** 3,
  ) {}

  /**
   * The file of this key, made if it is not there; whoever asks meanwhile waits for the same one.
   * @param make writes the file and returns its digest.
   */
  async file(key: string, make: (path: string) => Promise<Digest>): Promise<CachedFile> {
    const name = createHash('sha256').update(key).digest('hex');
    const files = await (this.files ??= this.load());
    const making = this.making.get(name);
    if (making) return making;
    const found = this.find(files, name).then((file) => file ?? this.make(files, name, make));
    const settled = found.finally(() => this.making.delete(name));
    this.making.set(name, settled);
    return settled;
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
    // Another server on the same folder may have made room.
    if (!(await stat(file.path).catch(() => null))) return null;
    files.set(name, file);
    return file;
  }

  private async make(
    files: Map<string, CachedFile>,
    name: string,
    write: (path: string) => Promise<Digest>,
  ): Promise<CachedFile> {
    const unfinished = join(this.folder, `${randomUUID()}.part`);
    try {
      const digest = await write(unfinished);
      const { size } = await stat(unfinished);
      const path = join(this.folder, `${name}.${digest.slice('sha256:'.length)}`);
      await rename(unfinished, path);
      files.set(name, { path, digest, size });
    } finally {
      await rm(unfinished, { force: true });
    }
    await this.makeRoom(files, name);
    return files.get(name)!;
  }

  private async makeRoom(files: Map<string, CachedFile>, keep: string): Promise<void> {
    let total = [...files.values()].reduce((sum, file) => sum + file.size, 0);
    for (const [name, file] of files) {
      if (total <= this.limitBytes) return;
      if (name === keep) continue;
      files.delete(name);
      total -= file.size;
      await rm(file.path, { force: true });
    }
  }
}
