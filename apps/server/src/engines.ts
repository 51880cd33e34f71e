import type { OnModuleDestroy } from '@nestjs/common';
import { ChildKilled, runInChild, TimedOut } from '#graft/child';
import type { EngineReport } from '#graft/engine';
import { LATE, within } from './within.js';

/** A probe takes 2 s on a machine that has nothing else to do. */
const TIMES = { probeMs: 30_000, retryMs: 30_000 };

/** Which engines run here. Loading them all is heavy, so a child process probes them, once; if that fails, again later. */
export class Engines implements OnModuleDestroy {
  private readonly closing = new AbortController();
  private probe?: Promise<EngineReport[]>;
  private failure?: { why: string; retryAt: number };

  constructor(private readonly times = TIMES) {}

  onModuleDestroy(): void {
    this.closing.abort();
  }

  /** The engines, or a sentence on why they are not known within so many milliseconds. Begins a probe where one is due. */
  async report(withinMs: number): Promise<EngineReport[] | string> {
    if (!this.failure || Date.now() >= this.failure.retryAt) {
      this.probe ??= this.begin();
      const reports = await within(withinMs, this.probe).catch(() => null);
      if (reports === LATE) return 'unknown: the engines are still being probed';
      if (reports) return reports;
    }
    const { why, retryAt } = this.failure!;
    return `unknown: ${why}; trying again in ${Math.max(1, Math.ceil((retryAt - Date.now()) / 1000))} s`;
  }

  private async begin(): Promise<EngineReport[]> {
    try {
      const { signal } = this.closing;
      const program = new URL('./survey.child.js', import.meta.url);
      return await runInChild<EngineReport[]>(program, {}, { timeoutMs: this.times.probeMs, signal });
    } catch (error) {
      this.failure = { why: reasonOf(error), retryAt: Date.now() + this.times.retryMs };
      this.probe = undefined;
      throw error;
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ChildKilled)
    return 'the process that probes the engines was killed; perhaps it ran out of memory';
  if (error instanceof TimedOut) return `the probe of engines took longer than ${error.extras.accepted as string}`;
  return `the probe of engines failed: ${(error as Error).message}`;
}
