import { EventSourceParserStream } from 'eventsource-parser/stream';
import { Problem, ProblemDetails, Unavailable } from '#graft/problems';
import type { Connection } from './client.js';

/** An event of a job, as its kind names it. */
export interface JobEvent {
  /** As `Last-Event-ID` names it. */
  id?: string;
  type: string;
  data: Record<string, unknown>;
}

/** A server that restarts is back within seconds; one that is away for longer needs a person. */
const PATIENCE_MS = 120_000;

/**
 * Events of a job from its beginning, until it has ended, which the server tells by 204: a job that was resumed has
 * ended before. A connection that breaks is taken up again after the last event that came (Last-Event-ID).
 * @param path e.g. `/api/v1/runs/{id}/events`
 * @param signal ends the listening, without an error
 * @param after id of the event to continue after
 * @throws Unavailable if no server answers for two minutes
 */
export async function* jobEvents(
  connection: Connection,
  path: string,
  signal?: AbortSignal,
  after?: string,
): AsyncGenerator<JobEvent> {
  let lastId = after;
  let quietSince = Date.now();
  for (;;) {
    const resumedAfter = lastId;
    try {
      const response = await listen(connection, path, lastId, signal);
      if (response.status === 204) return;
      for await (const event of readEvents(response)) {
        quietSince = Date.now();
        lastId = event.id ?? lastId;
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof Problem && error.status < 500) throw error;
    }
    if (Date.now() - quietSince > PATIENCE_MS)
      throw new Unavailable(
        `${connection.url} has not answered for two minutes. The job continues once the server runs again.`,
      );
    if (lastId === resumedAfter) await sleep(500);
  }
}

/** Waits, drawing nothing, until a job has ended. */
export async function untilEnded(connection: Connection, path: string): Promise<void> {
  const events = jobEvents(connection, path);
  while (!(await events.next()).done);
}

async function listen(
  { url, token }: Connection,
  path: string,
  lastId: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const response = await fetch(`${url}${path}`, {
    signal,
    headers: {
      accept: 'text/event-stream',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(lastId && { 'last-event-id': lastId }),
    },
  });
  if (!response.ok) throw Problem.from((await response.json()) as ProblemDetails);
  return response;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function* readEvents(response: Response): AsyncGenerator<JobEvent> {
  const events = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { id, event, data } of events)
    yield { id, type: event ?? 'message', data: JSON.parse(data) as Record<string, unknown> };
}
