import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventFeeds } from './event-feeds.js';
import { hasEnded, type JobEvent } from './job.js';
import type { Jobs } from './jobs.js';
import { untilBack } from './until-back.js';

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
  { jobs, feeds }: { jobs: Jobs; feeds: EventFeeds },
  jobId: string,
  maySee: () => Promise<boolean>,
): Promise<void> {
  const job = await jobs.find(jobId);
  const seq = Math.min(lastEventId(request), job.lastSeq);
  if (hasEnded(job) && seq === job.lastSeq) {
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
  for await (const events of feeds.follow(jobId, seq, stopped)) {
    if (Date.now() - checked >= RECHECK_MS) {
      if (!(await untilBack(maySee, stopped))) break;
      checked = Date.now();
    }
    if (events.length === 0 && Date.now() - beat < HEARTBEAT_MS) continue;
    await write(response, events.length > 0 ? events.map(format).join('') : ': still here\n\n', stopped);
    beat = Date.now();
  }
  response.end();
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
