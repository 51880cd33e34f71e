import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { Public } from '#graft/accounts';
import { Database } from '#graft/database';
import { Unavailable } from '#graft/problems';
import { BlobStore } from '#graft/storage';
import { Engines } from './engines.js';
import { LATE, within } from './within.js';

/** Longest that a part may take to answer. */
const CHECK_MS = 5_000;

@ApiTags('operate')
@Public('always')
@SkipThrottle()
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly engines: Engines,
  ) {}

  @Get('healthz')
  @ApiOperation({ summary: 'The process answers.' })
  alive() {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({
    summary:
      'The server is ready: the database answers and blobs can be stored. Lists the engines that run. Answers within 5 s.',
  })
  @ApiServiceUnavailableResponse({ description: 'Names the part that is not available, and the reason.' })
  async ready() {
    const [engines, ...checks] = await Promise.all([
      this.engines.report(CHECK_MS),
      check('database', () => this.database.$queryRaw`SELECT 1`),
      check('blobs', () => this.blobs.check()),
    ]);
    const failed = checks.filter((result) => result !== null);
    if (failed.length > 0) throw new Unavailable(failed.join('; '));
    return { status: 'ready', database: 'ok', blobs: 'ok', engines };
  }
}

/** What is wrong, in a sentence; null if nothing is. */
async function check(name: string, attempt: () => Promise<unknown>): Promise<string | null> {
  try {
    return (await within(CHECK_MS, attempt())) === LATE ? `${name}: no answer within ${CHECK_MS / 1000} s` : null;
  } catch (error) {
    return `${name}: ${(error as Error).message}`;
  }
}
