import { jobEvents } from '#graft/api';
import { Problem, ProblemDetails } from '#graft/problems';
import { JobView } from './run-view.js';
import type { Session } from './session.js';

/** The fields of a job's resource that say how it ended. */
export interface Ended {
  status: string;
  problem: object | null;
}

/**
 * Shows the progress of a job until it ends. Ctrl-C stops the display, not the job.
 * @param path of the job's events
 * @param again the command that shows the job again
 */
export async function follow({ connection }: Session, path: string, again: string): Promise<void> {
  const view = new JobView();
  const leave = () => {
    view.stop();
    process.stderr.write(`\nThe job continues on the server. \`${again}\` shows it again.\n`);
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
  if (status !== 'succeeded') throw new Problem(status, 409, 'Not done', `${what} ended with the status ${status}.`);
}
