import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Connection, open } from '#graft/api';
import { ModelRefused, Problem } from '#graft/problems';
import { progressBar } from './progress.js';
import { bytes } from './text.js';

export interface Downloaded {
  name: string;
  size: number;
}

/** Takes files of the API into a folder. A file is there whole or not at all. */
export class Download {
  readonly files: Downloaded[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly folder: string,
  ) {}

  /** @throws Problem */
  async file(path: string, name: string): Promise<void> {
    const target = join(this.folder, name);
    const part = `${target}.part`;
    const response = await open(this.connection, path);
    const expected = Number(response.headers.get('content-length') ?? 0);
    await mkdir(dirname(target), { recursive: true });
    const bar = progressBar(name.slice(0, 20));
    let size = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        bar.update(size, Math.max(size, expected), bytes(size));
        done(null, chunk);
      },
    });
    try {
      await pipeline(Readable.fromWeb(response.body as never), meter, createWriteStream(part));
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    } finally {
      bar.stop();
    }
    this.files.push({ name, size });
  }

  /** The same for a file that not every model has. @returns whether it was there */
  async fileIfThere(path: string, name: string): Promise<boolean> {
    try {
      await this.file(path, name);
      return true;
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return false;
      throw error;
    }
  }
}

/** Refuses paths outside the folder: the server must not write to other folders. @throws ModelRefused */
export function assertWithin(directory: string, path: string): void {
  if (!resolve(directory, path).startsWith(directory + sep))
    throw new ModelRefused(
      `The model lists the file "${path}", which is outside its folder. Nothing was written there.`,
      { received: path },
    );
}
