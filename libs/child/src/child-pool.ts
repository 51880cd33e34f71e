import { Child } from './child.js';
import { TimedOut } from './child-problems.js';
import { type Answer, type Outcome, outcomeOf } from './protocol.js';

export interface PoolOptions {
  /** Most processes at once. */
  most: number;
  /** A process without work for so long is ended, which gives its memory back to the system. */
  idleMs: number;
  /** Most memory of a process, JavaScript heap and native libraries together, MiB. */
  memoryMb: number;
  /** Most time of one order. */
  timeoutMs: number;
}

/**
 * Has glibc map each large buffer by itself and give it back to the system when it is freed, and share its arenas between
 * threads: what images and exports take for a moment is not kept. Other C libraries ignore these.
 */
const FRUGAL = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: String(1024 ** 2) };

const IDLE = new Error('The process had no work.');
const CLOSED = new Error('The pool of processes was closed.');

interface Waiting<Order, Result> {
  order: Order;
  keepMb: number;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/**
 * Processes that run a program which calls `serveOrders`, and do one order after the other. They are started when there is
 * work. An order that uses too much memory or time, or crashes, takes its process with it and nothing else.
 */
export class ChildPool<Order extends object, Result> {
  private readonly running = new Set<Worker>();
  /** The one used last comes last, and is used next, so that the others end. */
  private readonly idle: Worker[] = [];
  private readonly waiting: Waiting<Order, Result>[] = [];
  private closed = false;

  /**
   * @param program like `new URL('./model.child.js', import.meta.url)`
   * @param settings what each process is told at its start: plain data
   */
  constructor(
    private readonly program: URL,
    private readonly settings: object,
    private readonly options: PoolOptions,
  ) {}

  /**
   * @param keepMb memory that the process may hold after the order, MiB; one that holds more is ended
   * @throws the program's Problem; OutOfMemory, TimedOut, ChildKilled or ChildDied
   */
  run(order: Order, keepMb: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ order, keepMb, resolve, reject });
      this.assign();
    });
  }

  /** Ends all processes; orders under way and waiting fail. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { reject } of this.waiting.splice(0)) reject(CLOSED);
    await Promise.all([...this.running].map((worker) => worker.end()));
  }

  private assign(): void {
    while (this.waiting.length > 0 && !this.closed) {
      const worker = this.free() ?? this.start();
      if (!worker) return;
      const { order, keepMb, resolve, reject } = this.waiting.shift()!;
      void worker.work<Result>(order).then((outcome) => {
        this.release(worker, keepMb);
        if ('result' in outcome) resolve(outcome.result);
        else reject(outcome.error);
      });
    }
  }

  private start(): Worker | undefined {
    if (this.running.size >= this.options.most) return undefined;
    const worker = new Worker(this.program, this.settings, this.options, () => {
      this.running.delete(worker);
      this.assign();
    });
    this.running.add(worker);
    return worker;
  }

  private free(): Worker | undefined {
    let worker = this.idle.pop();
    while (worker?.ended) worker = this.idle.pop();
    return worker;
  }

  private release(worker: Worker, keepMb: number): void {
    worker.rest(keepMb);
    if (worker.ended) return; // `assign` is called once the process is gone
    this.idle.push(worker);
    this.assign();
  }
}

/** One process of a pool. */
class Worker {
  private readonly child: Child;
  private settle?: (outcome: Outcome<unknown>) => void;
  private idleTimer?: NodeJS.Timeout;

  constructor(
    program: URL,
    settings: object,
    private readonly options: PoolOptions,
    gone: () => void,
  ) {
    this.child = new Child(program, options, (message) => this.finish(outcomeOf(message as Answer)), FRUGAL);
    void this.child.closed.then((error) => {
      clearTimeout(this.idleTimer);
      this.finish({ error });
      gone();
    });
    this.child.send({ kind: 'settings', settings });
  }

  /** Whether it takes no more orders. */
  get ended(): boolean {
    return this.child.isOver;
  }

  /** Does an order; the outcome says what went wrong. */
  work<R>(order: object): Promise<Outcome<R>> {
    clearTimeout(this.idleTimer);
    const { timeoutMs } = this.options;
    const timeout = setTimeout(() => this.child.kill(new TimedOut(timeoutMs)), timeoutMs);
    return new Promise<Outcome<R>>((resolve) => {
      this.settle = (outcome) => {
        clearTimeout(timeout);
        resolve(outcome as Outcome<R>);
      };
      this.child.send({ kind: 'input', input: order });
    });
  }

  /** Ends the process after a while without work; at once where it holds more than it may keep, MiB. */
  rest(keepMb: number): void {
    if (this.ended) return;
    if (this.child.residentMb() > keepMb) this.child.kill(IDLE);
    else this.idleTimer = setTimeout(() => this.child.kill(IDLE), this.options.idleMs).unref();
  }

  async end(): Promise<void> {
    this.child.kill(CLOSED);
    await this.child.closed;
  }

  private finish(outcome: Outcome<unknown>): void {
    this.settle?.(outcome);
    this.settle = undefined;
  }
}
