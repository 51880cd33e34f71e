import { setTimeout as sleep } from 'node:timers/promises';
import { descendantsOf, type Process } from '../support/processes.js';
import type { Random } from '../support/random.js';
import { Service } from '../support/service.js';
import { Trainer } from '../support/trainer.js';

/** What a fault hits. `everything`: the server, the trainers and the processes of their jobs at one moment. */
export type Victim = 'server' | 'trainer' | 'child' | 'everything';

/** A service with its trainers, to be killed and started again on the same data. */
export class Place {
  readonly trainers: Trainer[] = [];
  /** Trainers that run when nothing is wrong. */
  private wanted = 0;
  private ready = Promise.resolve();

  private constructor(
    readonly service: Service,
    private readonly settings: Record<string, string>,
  ) {}

  /** @param trainers processes of their own besides the server, which then trains nothing itself */
  static async open(settings: Record<string, string>, { trainers = 0 } = {}): Promise<Place> {
    const env = { GRAFT_STARTER: 'false', GRAFT_LOG_LEVEL: 'warn', ...settings };
    const service = await Service.start(trainers > 0 ? { ...env, GRAFT_TRAINER: 'false' } : env);
    const place = new Place(service, env);
    for (let i = 0; i < trainers; i++) place.startTrainer();
    return place;
  }

  /** Resolves once the service is up: at once, or after the kill that it recovers from. */
  up(): Promise<void> {
    return this.ready;
  }

  /** The processes that work on jobs now. */
  children(): Process[] {
    return [this.service.pid, ...this.trainers.map(({ pid }) => pid)]
      .flatMap(descendantsOf)
      .filter(({ command }) => /\.child\.js/.test(command));
  }

  /**
   * Kills with SIGKILL and starts again what was killed.
   * @param duringStart milliseconds after which the server is killed once more, in the middle of its start
   * @returns how many processes were killed; a child is none where no job is being worked
   */
  async kill(victim: Victim, random: Random, duringStart?: number): Promise<number> {
    if (victim === 'child') return this.killChild(random);
    if (victim === 'trainer') return this.killTrainer(random);
    let killed = 0;
    if (victim === 'everything') {
      const children = this.children();
      const parents = [this.service.pid, ...this.trainers.map(({ pid }) => pid)];
      // Parents first, since one that sees its child die says that the job failed.
      for (const pid of [...parents, ...children.map((child) => child.pid)]) killed += signal(pid) ? 1 : 0;
      await Promise.all(this.trainers.splice(0).map((trainer) => trainer.end('SIGKILL')));
      killed--; // the server, which is counted below
    }
    killed += await this.killServer(duringStart);
    while (this.trainers.length < this.wanted) this.startTrainer();
    return killed;
  }

  /** Stops everything as an operator does. @returns the server's exit status */
  async stop(): Promise<number | null> {
    await Promise.all(this.trainers.splice(0).map((trainer) => trainer.end('SIGTERM')));
    return this.service.stop();
  }

  /** Stops everything and removes the data. */
  async dispose(): Promise<void> {
    await this.stop();
    await this.service.dispose();
  }

  private startTrainer(): void {
    this.trainers.push(Trainer.start({ ...this.settings, GRAFT_DATA: this.service.dataDir }));
    this.wanted = Math.max(this.wanted, this.trainers.length);
  }

  private async killTrainer(random: Random): Promise<number> {
    const [trainer] = this.trainers.splice(random.below(this.trainers.length), 1);
    await trainer!.end('SIGKILL');
    this.startTrainer();
    return 1;
  }

  private async killServer(duringStart?: number): Promise<number> {
    let up!: () => void;
    this.ready = new Promise((resolve) => (up = resolve));
    await this.service.kill9();
    let killed = 1;
    if (duringStart !== undefined) {
      const starting = this.service.start().catch(() => {}); // it is killed
      await sleep(duringStart);
      await this.service.kill9();
      await starting;
      killed++;
    }
    await this.service.start();
    up();
    return killed;
  }

  private killChild(random: Random): number {
    const children = this.children();
    return children.length > 0 && signal(random.pick(children).pid) ? 1 : 0;
  }
}

/** Kills a process. @returns false if it has just ended */
function signal(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
