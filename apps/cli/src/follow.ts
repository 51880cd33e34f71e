import { jobEvents } from '#graft/api';
import { Problem, ProblemDetails } from '#graft/problems';
import { JobView } from './run-view.js';
import type { Session } from './session.js';

/** What of a job's resource says how it ended. */
export interface Ended {
  status: string;
  problem: object | null;
}

/**
 * Draws a job until it has ended. Ctrl-C stops the drawing, not the job.
 * @param path of its events
 * @param again what shows it again, for a person who leaves
 */
export async function follow({ connection }: Session, path: string, again: string): Promise<void> {
  const view = new JobView();
  const leave = () => {
    view.stop();
    process.stderr.write(`\nIt goes on without you. \`${again}\` shows it again.\n`);
    process.exit(130);
  };
  process.once('SIGINT', leave);
  try {
    for await (const event of jobEvents(connection, path)) view.show(event);
  } finally {
    view.stop();
    process.off('SIGINT', leave);
  }
}

/** @throws Problem unless the job has succeeded */
export function assertSucceeded({ status, problem }: Ended, what: string): void {
  if (status === 'failed' && problem) throw Problem.from(problem as ProblemDetails);
  if (status !== 'succeeded') throw new Problem(status, 409, 'Not done', `${what} was ${status}.`);
}
