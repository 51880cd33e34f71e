import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A trainer as a process of its own. */
export class Trainer {
  private constructor(readonly process: ChildProcess) {}

  /** @param env its settings; DATABASE_URL and GRAFT_DATA among them */
  static start(env: Record<string, string>): Trainer {
    return new Trainer(
      spawn(process.execPath, ['dist/trainer.js'], {
        env: { PATH: process.env.PATH, GRAFT_LOG_LEVEL: 'warn', ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
  }

  get pid(): number {
    return this.process.pid!;
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Sends the signal and waits until the process is gone. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.alive) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    await ended;
  }
}
