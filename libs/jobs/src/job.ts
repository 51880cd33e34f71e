import type { ChildOptions } from '#graft/child';
import type { Job, JobKind, Transaction } from '#graft/database';

export type { Job, JobEvent } from '#graft/database';

/** Does the jobs of one kind. Registered with `Jobs.register` before the application has started. */
export interface JobHandler {
  kind: JobKind;
  /**
   * Does the job, or what is left of it: a job whose worker died is worked again, so each step can be repeated.
   * @throws Problem to fail the job; any other error counts as a crash, and the job is tried again
   */
  work(job: Job, context: JobContext): Promise<void>;
  /** Tidies up after a job that was cancelled, whether it had begun or not. */
  cancelled?(job: Job): Promise<void>;
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
