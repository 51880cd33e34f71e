import { EventSourceParserStream } from 'eventsource-parser/stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem, ProblemDetails, Unavailable } from '#graft/problems';
import type { Connection } from './connection.js';

/** An event of a job, as its kind names it. */
export interface JobEvent {
  type: string;
  data: Record<string, unknown>;
}

const ENDED = new Set(['succeeded', 'failed', 'cancelled']);

const hasEnded = (status: string) => ENDED.has(status);

/** A server that restarts is back within seconds; one that is away for longer needs a person. */
const PATIENCE_MS = 120_000;

/**
 * Events of a job from its beginning, until it has ended. A connection that breaks is taken up again after the last
 * event that came (Last-Event-ID).
 * @param path e.g. `/api/v1/runs/{id}/events`
 * @throws Unavailable when no server answers for two minutes
 */
export async function* jobEvents({ url, token }: Connection, path: string): AsyncGenerator<JobEvent> {
  let lastId: string | undefined;
  let quietSince = Date.now();
  for (;;) {
    try {
      const response = await fetch(`${url}${path}`, {
        headers: {
          accept: 'text/event-stream',
          ...(token && { authorization: `Bearer ${token}` }),
          ...(lastId && { 'last-event-id': lastId }),
        },
      });
      if (!response.ok) throw Problem.from((await response.json()) as ProblemDetails);
      for await (const event of readEvents(response)) {
        quietSince = Date.now();
        lastId = event.id ?? lastId;
        yield event;
        if (event.type === 'status' && hasEnded(String(event.data.status))) return;
      }
    } catch (error) {
      if (error instanceof Problem && error.status < 500) throw error;
    }
    if (Date.now() - quietSince > PATIENCE_MS)
      throw new Unavailable(
        `${url} has not answered for two minutes. The job goes on by itself once the server is back.`,
      );
    await sleep(500);
  }
}

/** Waits, drawing nothing, until a job has ended. */
export async function untilEnded(connection: Connection, path: string): Promise<void> {
  for await (const { type, data } of jobEvents(connection, path))
    if (type === 'status' && hasEnded(String(data.status))) return;
}

async function* readEvents(response: Response): AsyncGenerator<JobEvent & { id?: string }> {
  const events = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { id, event, data } of events)
    yield { id, type: event ?? 'message', data: JSON.parse(data) as Record<string, unknown> };
}
