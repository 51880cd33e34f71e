import { Injectable } from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInChild } from '#graft/child';
import { Config } from '#graft/config';
import type { Digest } from '#graft/storage';
import type { Manifest } from '#graft/zoo';
import type { RederiveTask } from './rederive.child.js';

const TIMEOUT_MS = 30 * 60_000;

/** Makes lost blobs of a version again from its original upload, with the code that imports models. */
@Injectable()
export class Rederivation {
  constructor(private readonly config: Config) {}

  /**
   * Other code may read the same files into other bytes: only what has a wanted digest is stored.
   * @returns the wanted blobs that are whole again. @throws Problem if the files cannot be read
   */
  async rederive({ artifact, original }: Manifest, wanted: Digest[]): Promise<Digest[]> {
    if (original.length === 0) return [];
    const { dataDir, s3, maxUploadBytes, childMemoryMb } = this.config;
    const folder = await mkdtemp(join(tmpdir(), 'graft-rederive-'));
    try {
      const settings = { dataDir, s3: s3 && { ...s3 }, maxUploadBytes };
      const task: RederiveTask = { settings, folder, artifact, original, wanted };
      const child = new URL('./rederive.child.js', import.meta.url);
      return await runInChild<Digest[]>(child, task, { timeoutMs: TIMEOUT_MS, memoryMb: childMemoryMb });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
