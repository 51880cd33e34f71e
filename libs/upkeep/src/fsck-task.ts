import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { databaseAway } from '#graft/database';
import { Conflict, NotFound, Problem } from '#graft/problems';
import type { CheckProgress } from './blob-check.js';
import { Fsck, type FsckOptions, type FsckReport, noProgress } from './fsck.js';

/** A check under way, or the last one. */
export interface FsckState {
  id: string;
  status: 'running' | 'done' | 'failed';
  quick: boolean;
  startedAt: Date;
  finishedAt: Date | null;
  progress: CheckProgress;
  /** What was found, once it is done. */
  report: FsckReport | null;
  /** Why it failed. */
  problem: object | null;
}

/**
 * The one check that this server runs at a time, in the background, since reading all that is stored takes minutes. It is
 * held in memory: a server that stops forgets it, and it is begun again.
 */
@Injectable()
export class FsckTask implements OnApplicationShutdown {
  private readonly logger = new Logger(FsckTask.name);
  private readonly closing = new AbortController();
  private state?: FsckState;
  private ended?: Promise<void>;

  constructor(private readonly fsck: Fsck) {}

  /** @throws Conflict while one is under way. */
  start(options: FsckOptions): FsckState {
    if (this.state?.status === 'running')
      throw new Conflict(
        `A check has been running since ${this.state.startedAt.toISOString()}. GET /api/v1/fsck shows its progress.`,
        { received: this.state.id },
      );
    const state: FsckState = {
      ...{ id: randomUUID(), status: 'running', quick: options.quick ?? false },
      ...{ startedAt: new Date(), finishedAt: null, progress: noProgress(), report: null, problem: null },
    };
    this.state = state;
    this.ended = this.run(state, options);
    return state;
  }

  /** @throws NotFound before the first one. */
  latest(): FsckState {
    if (!this.state)
      throw new NotFound('No check has run since this server started. Start one with POST /api/v1/fsck.');
    return this.state;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing.abort(new Conflict('The server is stopping.'));
    await this.ended;
  }

  private async run(state: FsckState, options: FsckOptions): Promise<void> {
    try {
      state.report = await this.fsck.check(options, state.progress, this.closing.signal);
      state.status = 'done';
      for (const { severity, where, digest, detail } of state.report.findings)
        if (severity === 'error') this.logger.error(`${[where, digest].filter(Boolean).join(' ')}: ${detail}`);
    } catch (error) {
      const known = error instanceof Problem ? error : databaseAway(error);
      if (!known) this.logger.error({ err: error }, 'The integrity check failed');
      const problem =
        known ?? new Problem('internal', 500, 'Unexpected error', `The check failed: ${(error as Error).message}`);
      state.problem = problem.toJSON();
      state.status = 'failed';
    } finally {
      state.finishedAt = new Date();
    }
  }
}
