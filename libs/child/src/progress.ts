import type { ChildContext } from './serve-child.js';

/** Four a second: smooth to look at, and few enough to keep. */
const INTERVAL_MS = 250;

/** Reports how far a step has come, with its speed and the time left, no more often than is worth reading. */
export class Progress {
  private readonly startedAt = performance.now();
  private reportedAt = -Infinity;

  constructor(
    private readonly emit: ChildContext['emit'],
    private readonly step: string,
    private readonly total: number,
    /** Done before, so that it says nothing about the speed. */
    private readonly before = 0,
  ) {}

  async report(done: number): Promise<void> {
    const now = performance.now();
    if (now - this.reportedAt < INTERVAL_MS && done < this.total) return;
    this.reportedAt = now;
    const perSecond = (done - this.before) / ((now - this.startedAt) / 1000);
    const speed = perSecond > 0 ? { perSecond, secondsLeft: (this.total - done) / perSecond } : {};
    await this.emit('progress', { step: this.step, done, total: this.total, ...speed });
  }
}
