import { body, type Resource } from '#graft/api';
import { evaluationText } from './tasks/index.js';
import { assertSucceeded, follow } from './follow.js';
import type { Session } from './session.js';
import { day, facts, seconds } from './text.js';

export type Run = Resource<'RunResponse'>;

/** Shows the progress of a run until it ends, then its result. @throws Problem unless the run succeeds */
export async function followRun(session: Session, id: string): Promise<void> {
  await follow(session, `/api/v1/runs/${id}/events`, `graft run ${id} --follow`);
  const run = await body(session.api.GET('/api/v1/runs/{id}', { params: { path: { id } } }));
  if (session.out.json || run.status === 'succeeded') session.out.result(run, () => `\n${outcome(run)}`);
  assertSucceeded(run, `Run ${id}`);
}

/** A run as text: its inputs and its result. */
export function runText(run: Run): string {
  const { id, status, base, dataset, createdAt, engine } = run;
  const summary = facts([
    ['run', id],
    ['status', status],
    ['base', base.ref],
    ['data set', dataset.ref],
    ['created', day(createdAt)],
    ['duration', tookText(run)],
    ['engines', engine && `${engine.inference} forward, ${engine.training} training`],
    ['problem', (run.problem as { detail?: string } | null)?.detail],
  ]);
  return status === 'succeeded' ? `${summary}\n\n${outcome(run)}` : summary;
}

/** The duration of a run; null before its end. */
export const tookText = ({ startedAt, finishedAt }: Run): string | null =>
  startedAt && finishedAt ? seconds((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000) : null;

function outcome(run: Run): string {
  const { id, published, artifactDigest, evaluation } = run;
  const next = published
    ? `Published as ${published.ref}.`
    : facts([
        ['try it', `graft predict run:${id} IMAGE`],
        ['publish it', `graft publish ${id} --as OWNER/NAME`],
      ]);
  return [evaluation && evaluationText(evaluation), facts([['digest', artifactDigest]]), next]
    .filter(Boolean)
    .join('\n\n');
}
