import { Injectable, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '#graft/config';
import { Database } from '#graft/database';

const BEAT_MS = 10_000;

const fileOf = ({ dataDir }: Config) => join(dataDir, 'trainer.alive');

/**
 * A file that is touched while the trainer reaches its database. A trainer listens on no port, so this is what its
 * health check reads.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => void this.beat(), BEAT_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await rm(fileOf(this.config), { force: true });
  }

  private async beat(): Promise<void> {
    const reached = await this.database.$queryRaw`SELECT 1`.then(
      () => true,
      () => false, // the file grows old, which is what tells
    );
    if (reached) await writeFile(fileOf(this.config), String(process.pid));
  }
}

/** Whether the trainer of this data folder was alive within the last three beats. */
export function isAlive(config: Config, now = Date.now()): boolean {
  const file = statSync(fileOf(config), { throwIfNoEntry: false });
  return file !== undefined && now - file.mtimeMs < 3 * BEAT_MS;
}
