import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { covers, plainKey, type SourceAddress } from '#graft/config';
import { InvalidInput, NotFound, StorageFull, Unavailable } from '#graft/problems';
import { type ObjectSource, ObjectUnreadable, type SourceObject } from './object-source.js';
import { writeNewFile } from './room.js';

/** The files below a folder of this machine. */
export class FolderSource implements ObjectSource {
  private constructor(readonly address: Extract<SourceAddress, { kind: 'folder' }>) {}

  /** Resolves the links in the path once: one that is put there later leads nowhere. @throws NotFound, InvalidInput */
  static async open(path: string): Promise<FolderSource> {
    const root = await realpath(path).catch((error: unknown) => {
      throw isMissing(error) ? new NotFound(`There is no folder ${path}.`, { received: path }) : failed(path, error);
    });
    if (!(await stat(root)).isDirectory())
      throw new InvalidInput(`${path} is a file. An index needs a folder.`, { received: path });
    return new FolderSource({ kind: 'folder', path: root });
  }

  async *list(): AsyncIterable<SourceObject> {
    await this.check(); // a folder that is away must not look like an empty one
    yield* this.walk(this.address.path);
  }

  async save(key: string, path: string): Promise<void> {
    const from = await this.resolved(key);
    await writeNewFile(path, createReadStream(from)).catch((error: unknown) => {
      if (error instanceof StorageFull) throw error;
      throw isMissing(error)
        ? nothingAt(key)
        : new ObjectUnreadable(`${key} cannot be read: ${codeOf(error)}.`, { received: key });
    });
  }

  async check(): Promise<void> {
    const { path } = this.address;
    await readdir(path).catch((error: unknown) => {
      throw failed(path, error);
    });
  }

  private async *walk(folder: string): AsyncIterable<SourceObject> {
    const entries = await entriesOf(folder);
    const named = entries.map((entry) => ({ entry, order: entry.isDirectory() ? `${entry.name}/` : entry.name }));
    named.sort((a, b) => Buffer.compare(Buffer.from(a.order), Buffer.from(b.order)));
    for (const { entry } of named) {
      const path = join(folder, entry.name);
      const key = relative(this.address.path, path).split(sep).join('/');
      if (plainKey(key) === null) continue;
      if (entry.isDirectory()) yield* this.walk(path);
      else yield* this.file(key);
    }
  }

  /** A file, or a link to one in the same folder; nothing for sockets, links to folders and links that lead outside. */
  private async *file(key: string): AsyncIterable<SourceObject> {
    try {
      const found = await stat(await this.resolved(key));
      if (found.isFile()) yield { key, size: found.size, etag: `${found.size}-${found.mtimeMs}-${found.ino}` };
    } catch (error) {
      if (!(error instanceof NotFound || isMissing(error))) throw failed(key, error);
    }
  }

  /** The one way from a key to a path: all links resolved. @throws NotFound if that is not below the folder */
  private async resolved(key: string): Promise<string> {
    if (plainKey(key) === null) throw nothingAt(key);
    const path = await realpath(join(this.address.path, key)).catch((error: unknown) => {
      throw isMissing(error) ? nothingAt(key) : failed(key, error);
    });
    if (!covers(this.address, { kind: 'folder', path })) throw nothingAt(key);
    return path;
  }
}

/** A folder that is gone since its name was read is empty. */
const entriesOf = (folder: string) =>
  readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw failed(folder, error);
  });

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error);
const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error));

const nothingAt = (key: string) => new NotFound(`There is no file ${key}.`, { received: key });

const failed = (path: string, error: unknown) =>
  new Unavailable(`The folder ${path} cannot be listed: ${codeOf(error)}.`, { received: path }, { cause: error });
