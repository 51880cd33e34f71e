import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { Public } from '#graft/accounts';
import { Database } from '#graft/database';
import { EngineReport, surveyEngines } from '#graft/engine';
import { Unavailable } from '#graft/problems';
import { BlobStore } from '#graft/storage';

@ApiTags('operate')
@Public()
@SkipThrottle()
@Controller()
export class HealthController {
  private engines?: Promise<EngineReport[]>;

  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
  ) {}

  /** The process answers. */
  @Get('healthz')
  alive() {
    return { status: 'ok' };
  }

  /** Work can be done: the database answers, blobs can be stored, an engine runs. */
  @Get('readyz')
  async ready() {
    const checks = await Promise.all([
      check('database', () => this.database.$queryRaw`SELECT 1`),
      check('blobs', () => this.blobs.check()),
    ]);
    const failed = checks.filter((result) => result !== null);
    if (failed.length > 0) throw new Unavailable(failed.join('; '));
    this.engines ??= surveyEngines(); // what is installed doesn't change while the process lives
    return { status: 'ready', database: 'ok', blobs: 'ok', engines: await this.engines };
  }
}

/** What is wrong, in a sentence; null where nothing is. */
async function check(name: string, attempt: () => Promise<unknown>): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    return `${name}: ${(error as Error).message}`;
  }
}
