import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ChildDied, ChildKilled, OutOfMemory } from './child-problems.js';
import type { FromChild, ToChild } from './protocol.js';

export interface ChildLimits {
  /** Most memory of the process, JavaScript heap and native libraries together, MiB. */
  memoryMb?: number;
}

/** Kept of what a child wrote to standard error: V8's last words and a stack of native functions. */
const LOG_CHARACTERS = 8000;
/** How V8 and native libraries say that they got no memory, before they abort. */
const NO_MEMORY = /out of memory|bad_alloc|cannot allocate memory/i;
/** A process that was killed with so much of its limit in use probably was for want of memory. */
const NEAR_LIMIT = 0.8;
/** Signals by which a person or a service manager ends a process; the kernel sends SIGKILL, too. */
const FROM_OUTSIDE: (NodeJS.Signals | null)[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'];

/** None outlives this process; one whose parent is killed ends by itself (`serveChild`). */
const living = new Set<ChildProcess>();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** A program in a process of its own. It ends when it holds too much memory, when it is killed and with this process. */
export class Child {
  /** Resolves once the process is gone, with the reason for which it was killed here, or what is known of its end. */
  readonly closed: Promise<Error>;
  private readonly process: ChildProcess;
  private readonly watch: NodeJS.Timeout;
  /** Most memory that it was seen to hold, MiB. */
  private peakMb = 0;
  private log = '';
  private reason?: Error;

  /**
   * @param program calls `serveChild` or `serveOrders`; like `new URL('./run.child.js', import.meta.url)`
   * @param environment variables beside those of this process
   */
  constructor(
    program: URL,
    private readonly limits: ChildLimits,
    onMessage: (message: FromChild) => void,
    environment: NodeJS.ProcessEnv = {},
  ) {
    const { memoryMb } = limits;
    this.process = fork(fileURLToPath(program), {
      env: { ...process.env, ...environment }, // oxlint-disable-line no-restricted-properties -- handed on, not read
      execArgv: [...process.execArgv, ...(memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`])],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    living.add(this.process);
    this.watch = setInterval(() => this.watchMemory(), 1000);
    this.process
      .stderr!.setEncoding('utf8')
      .on('data', (text) => (this.log = (this.log + text).slice(-LOG_CHARACTERS)));
    this.process.on('message', onMessage);
    this.process.on('error', (error) => this.kill(error));
    this.closed = new Promise((resolve) =>
      this.process.on('close', (code, signal) => {
        living.delete(this.process);
        clearInterval(this.watch);
        resolve(this.reason ?? this.deathBy(code, signal));
      }),
    );
  }

  /** Whether it has ended, or was killed here and is about to. */
  get isOver(): boolean {
    return this.reason !== undefined || this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** A message to a child that has just ended is lost; its end is reported anyway. */
  send(message: ToChild): void {
    if (this.process.connected) this.process.send(message, () => {});
  }

  /** Ends the process at once. @param reason what `closed` resolves with */
  kill(reason: Error): void {
    this.reason ??= reason;
    this.process.kill('SIGKILL');
  }

  /** Resident memory now, MiB; 0 where it is unknown. */
  residentMb(): number {
    return residentMb(this.process.pid) ?? 0;
  }

  private watchMemory(): void {
    const { memoryMb } = this.limits;
    const held = this.residentMb();
    this.peakMb = Math.max(this.peakMb, held);
    if (memoryMb !== undefined && held > memoryMb) this.kill(new OutOfMemory(memoryMb));
  }

  /** Why it ended without a result, as far as that can be known: the kernel does not say whom SIGKILL is from. */
  private deathBy(code: number | null, signal: NodeJS.Signals | null): Error {
    const { memoryMb = Infinity } = this.limits;
    const aborted = signal === 'SIGABRT' || code === 134;
    if (aborted && NO_MEMORY.test(this.log)) return new OutOfMemory(memoryMb);
    if (signal === 'SIGKILL' && this.peakMb > NEAR_LIMIT * memoryMb) return new OutOfMemory(memoryMb);
    if (FROM_OUTSIDE.includes(signal)) return new ChildKilled(signal!, this.peakMb, memoryMb);
    return new ChildDied(signal ?? `exit code ${code}`, this.log);
  }
}

const PAGE_BYTES = 4096; // of x86-64 and most of arm64; 64 KiB pages would be counted as less
const MIB = 1024 ** 2;

/** Resident memory of a process, its native libraries included, MiB; null where there is no such process, or no /proc. */
function residentMb(pid: number | undefined): number | null {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES) / MIB;
  } catch {
    return null;
  }
}
