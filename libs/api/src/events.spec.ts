import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { jobEvents } from './events.js';

let server: Server;
afterEach(() => void server.close());

const log = [
  { id: 1, event: 'status', data: { status: 'running' } },
  { id: 2, event: 'step', data: { step: 'extract', state: 'started' } },
  { id: 3, event: 'status', data: { status: 'succeeded' } },
];

/** Sends one event a connection and then breaks it, as a server that is restarted does. */
async function breakingServer(): Promise<{ url: string; resumedFrom: (string | undefined)[] }> {
  const resumedFrom: (string | undefined)[] = [];
  server = createServer((request, response) => {
    const last = request.headers['last-event-id'] as string | undefined;
    resumedFrom.push(last);
    const next = log.find((each) => each.id > Number(last ?? 0));
    if (!next) return void response.writeHead(204).end();
    const { id, event, data } = next;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`, () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, resumedFrom };
}

it('goes on after the last event when the connection breaks, and ends with the job', async () => {
  const { url, resumedFrom } = await breakingServer();
  const types: string[] = [];
  for await (const { type, data } of jobEvents({ url, token: null }, '/events'))
    types.push(`${type} ${String(Object.values(data)[0])}`);
  expect(types).toEqual(['status running', 'step extract', 'status succeeded']);
  expect(resumedFrom).toEqual([undefined, '1', '2', '3']);
});

it('goes on after an event that was heard before, as of a job that is resumed', async () => {
  const { url, resumedFrom } = await breakingServer();
  const events = jobEvents({ url, token: null }, '/events', undefined, '2');
  expect(await events.next()).toMatchObject({ value: { id: '3', type: 'status' } });
  expect(resumedFrom).toEqual(['2']);
});

it('ends with the problem when the job is not there', async () => {
  server = createServer((_request, response) => {
    response.writeHead(404, { 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({ type: 'x/not-found', title: 'Not found', status: 404, detail: 'There is no run 1.' }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(jobEvents({ url, token: null }, '/events').next()).rejects.toThrow('There is no run 1.');
});
