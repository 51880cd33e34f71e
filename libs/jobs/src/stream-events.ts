import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobEvent } from './job.js';
import { hasEnded, type Jobs } from './jobs.js';

/** Time between two looks while events come: each takes the database two queries, and a run may tell 50 things a second. */
const GAP_MS = 100;
/** How often to look for events that another process appended; those of this process come at once. */
const POLL_MS = 300;
/** A comment now and then keeps proxies from closing a quiet connection. */
const HEARTBEAT_MS = 15_000;
/** How often to look whether the client may still see the events: a revoked token ends its streams within 5 s. */
const RECHECK_MS = 2_000;

/**
 * Answers with a job's events as server-sent events: those that happened already, then each as it happens, until the
 * job has ended. Goes on after the event that `Last-Event-ID` (header) or `lastEventId` (query) names; when nothing will
 * come any more, answers 204, so that browsers stop asking. Check first that the caller may see the job.
 * @param maySee asked every two seconds; when it says no, the stream ends
 * @throws NotFound, before anything is sent
 */
export async function streamEvents(
  request: IncomingMessage,
  response: ServerResponse,
  jobs: Jobs,
  jobId: string,
  maySee: () => Promise<boolean>,
): Promise<void> {
  const seq = lastEventId(request);
  if (hasEnded(await jobs.find(jobId)) && (await jobs.events(jobId, seq)).length === 0) {
    response.writeHead(204).end();
    return;
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const stopped = AbortSignal.any([gone.signal, jobs.closed]);

  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no', // nginx would hold events back
  });
  response.flushHeaders();
  let beat = Date.now();
  let checked = Date.now();
  for await (const events of follow(jobs, jobId, seq, stopped)) {
    if (Date.now() - checked >= RECHECK_MS) {
      if (!(await maySee())) break;
      checked = Date.now();
    }
    if (events.length === 0 && Date.now() - beat < HEARTBEAT_MS) continue;
    await write(response, events.length > 0 ? events.map(format).join('') : ': still here\n\n', stopped);
    beat = Date.now();
  }
  response.end();
}

/** Batches of a job's events after one, as they come, until it has ended; an empty one each time there was nothing new. */
async function* follow(jobs: Jobs, jobId: string, afterSeq: number, stopped: AbortSignal): AsyncGenerator<JobEvent[]> {
  const bell = new Bell();
  const unsubscribe = jobs.onEvent(jobId, () => bell.ring());
  stopped.addEventListener('abort', () => bell.ring());
  try {
    let seq = afterSeq;
    while (!stopped.aborted) {
      const ended = hasEnded(await jobs.find(jobId)); // asked first: then the events of the end are there to be read
      const events = await jobs.events(jobId, seq);
      yield events;
      seq = events.at(-1)?.seq ?? seq;
      if (events.length === 0 && ended) return;
      if (events.length === 0) await bell.rung(POLL_MS);
      else if (!ended) await sleep(GAP_MS);
    }
  } finally {
    unsubscribe();
  }
}

/** Somebody rings, somebody waits for it; ringing while nobody waits is remembered. */
class Bell {
  private rang = false;
  private hear = () => {};

  ring(): void {
    this.rang = true;
    this.hear();
  }

  async rung(atMostMs: number): Promise<void> {
    if (!this.rang)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMostMs);
        this.hear = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.rang = false;
  }
}

/** The number of the last event that the client has seen; 0 for none. */
function lastEventId(request: IncomingMessage): number {
  const header = request.headers['last-event-id'];
  const query = new URL(request.url ?? '', 'http://localhost').searchParams.get('lastEventId');
  const seq = Number(header ?? query ?? 0);
  return Number.isSafeInteger(seq) && seq >= 0 && seq < 2 ** 31 ? seq : 0;
}

const format = ({ seq, type, data, at }: JobEvent) =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify({ ...(data as object), at })}\n\n`;

/** Waits while the client is slower than the events. */
async function write(response: ServerResponse, text: string, stopped: AbortSignal): Promise<void> {
  if (response.write(text) || stopped.aborted) return;
  await once(response, 'drain', { signal: stopped }).catch(() => {}); // the client went away, which `stopped` tells
}
