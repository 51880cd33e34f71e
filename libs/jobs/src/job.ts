import type { ChildOptions } from '#graft/child';
import type { Job, JobKind, JobStatus, Transaction } from '#graft/database';
import type { Problem } from '#graft/problems';

export type { Job, JobEvent } from '#graft/database';

const ENDED: JobStatus[] = ['succeeded', 'failed', 'cancelled'];

export const hasEnded = ({ status }: Pick<Job, 'status'>) => ENDED.includes(status);

/** Does the jobs of one kind. Registered with `Jobs.register` before the application has started. */
export interface JobHandler {
  kind: JobKind;
  /**
   * Does the job, or what is left of it: a job whose worker died is worked again, so each step can be repeated, the last
   * one too, since a worker can die before the job's end is recorded. What a repetition needs is kept until `ended`.
   * @throws Problem to fail the job; any other error counts as a crash, and the job is tried again
   */
  work(job: Job, context: JobContext): Promise<void>;
  /** Writes what the end means for the job's own rows, in the transaction that records it. */
  ending?(job: Job, end: JobEnd, tx: Transaction): Promise<void>;
  /** Removes files that are not needed once the end is recorded; not called where the process dies just then. */
  ended?(job: Job, end: JobEnd): Promise<void>;
}

/** How a job ended, whether it had begun or not. */
export interface JobEnd {
  status: 'succeeded' | 'failed' | 'cancelled';
  /** Why it failed. */
  problem?: Problem;
}

/** One attempt at a job. Whatever it writes is refused once the attempt has lost its lease. */
export interface JobContext {
  /** From 1; a later attempt has a higher number. */
  attempt: number;
  /** Aborts on cancel, on a lost lease and on shutdown. */
  signal: AbortSignal;
  /** Appends an event to the job's log. */
  emit: (type: string, data: object) => Promise<void>;
  /** Writes in a transaction that first checks, and then holds, this attempt's lease. @throws the signal's reason */
  commit: <T>(write: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** Does the heavy part in a process of its own, ended when the signal aborts. Its messages become the job's events. */
  runInChild: <R>(child: URL, input: object, options?: ChildOptions) => Promise<R>;
}

/** What `Jobs.create` is given. */
export interface NewJob {
  /** That of the row the job belongs to, where they share one. */
  id?: string;
  kind: JobKind;
  accountId: string;
  input: object;
}
