import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Problem } from '#graft/problems';
import { streamEvents } from './stream-events.js';
import { openWorkplace, type Workplace } from './testing/workplace.js';

let place: Workplace;
let server: Server;
let url: string;
/** Whether the clients may see the events. */
let maySee = true;
/** Lets the job `steps` go on. */
let go = () => {};

beforeAll(async () => {
  place = await openWorkplace(null, {
    async count({ emit }) {
      for (let done = 1; done <= 3; done++) await emit('progress', { done });
    },
    async steps({ emit }) {
      await new Promise<void>((resolve) => (go = resolve));
      await emit('progress', { done: 1 });
    },
    async wait({ signal }) {
      await sleep(60_000, undefined, { signal });
    },
    async many({ emit }) {
      const filler = 'x'.repeat(2000);
      for (let done = 1; done <= 1200; done++) await emit('log', { filler });
    },
  });
  server = createServer((request, response) => {
    const id = new URL(request.url!, 'http://localhost').pathname.slice(1);
    streamEvents(request, response, place.jobs, id, () => Promise.resolve(maySee)).catch((error: unknown) =>
      response.writeHead(error instanceof Problem ? error.status : 500).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await place.close();
});

/** On a connection of its own: one kept alive might be closed by the server just as it is used again. */
const get = (id: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/${id}`, { headers: { ...headers, connection: 'close' } });

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

it('tells what happened, in order, and ends with the job', async () => {
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

it('goes on after the last event that the client has seen', async () => {
  const { id } = await place.create('count');
  await place.until(id, 'succeeded');
  expect(await ids(await get(id, { 'last-event-id': '4' }))).toEqual([5, 6]);
  expect(await ids(await get(`${id}?lastEventId=5`))).toEqual([6]);
  expect(await ids(await get(`${id}?lastEventId=junk`))).toEqual([1, 2, 3, 4, 5, 6]);
  expect((await get(id, { 'last-event-id': '6' })).status).toBe(204);
});

it("tells of an event at once, and of another process's soon", async () => {
  const { id } = await place.create('steps');
  await place.until(id, 'running');
  const events = read(await get(id, { 'last-event-id': '2' }));
  const elsewhere = events.next();
  const { database } = place;
  await database.job.update({ where: { id }, data: { lastSeq: 3 } });
  await database.jobEvent.create({ data: { jobId: id, seq: 3, type: 'log', data: { message: 'elsewhere' } } });
  expect((await elsewhere).value).toMatchObject({ id: '3' });
  const here = events.next();
  await sleep(50);
  go();
  expect((await here).value).toMatchObject({ id: '4', event: 'progress' });
  expect((await events.next()).value).toMatchObject({ id: '5', data: expect.stringContaining('succeeded') as string });
  expect((await events.next()).done).toBe(true);
});

it('goes on over the end of a job that is resumed', async () => {
  const { id } = await place.create('wait', 'run');
  await place.until(id, 'running');
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

it('waits for a slow client, and gives it everything', async () => {
  const { id } = await place.create('many');
  const response = await get(id);
  await place.until(id, 'succeeded', 30_000);
  expect(await ids(response)).toEqual(Array.from({ length: 1203 }, (_, index) => index + 1));
});

it('asks no more for a client that went away', async () => {
  const { id } = await place.create('wait', 'run');
  await place.until(id, 'running');
  const controller = new AbortController();
  const response = await fetch(`${url}/${id}`, { signal: controller.signal });
  await read(response).next();
  let asked = 0;
  const events = place.jobs.events.bind(place.jobs);
  place.jobs.events = (...args) => (asked++, events(...args));
  await sleep(700);
  expect(asked).toBeGreaterThan(0);
  controller.abort();
  await sleep(400);
  asked = 0;
  await sleep(700);
  expect(asked).toBe(0);
  place.jobs.events = events;
  await place.jobs.cancel(id);
});

it('ends within five seconds once the client may not see the job any more', async () => {
  const { id } = await place.create('wait', 'run');
  await place.until(id, 'running');
  const events = read(await get(id, { 'last-event-id': '1' }));
  await events.next();
  maySee = false;
  const before = Date.now();
  expect((await events.next()).done).toBe(true);
  expect(Date.now() - before).toBeLessThan(5000);
  maySee = true;
  await place.jobs.cancel(id);
});

it('knows no other job', async () => {
  expect((await get(crypto.randomUUID())).status).toBe(404);
});
