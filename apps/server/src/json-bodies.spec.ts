import express, { type ErrorRequestHandler } from 'express';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Problem } from '#graft/problems';
import { boundedJson } from './json-bodies.js';

let server: Server;
beforeAll(async () => {
  const refused: ErrorRequestHandler = (error: Problem, _request, response, _next) =>
    void response.status(error.status).json(error);
  const app = express()
    .use(boundedJson())
    .use((_request, response) => void setTimeout(() => response.json({}), 200))
    .use(refused);
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

/** The status of the answer to a request of which nothing but the head is sent. */
const ask = (headers: Record<string, string | number>, path = '/') =>
  new Promise<number>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const all = { 'Content-Type': 'application/json', ...headers };
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers: all });
    sent.on('response', (response) => {
      resolve(response.statusCode!);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
const token = { Authorization: 'Bearer any' };

it('bounds a body without a token before it is read', async () => {
  expect(await ask({ 'Content-Length': 100_000 })).toBe(413);
  expect(await ask({ 'Transfer-Encoding': 'chunked' })).toBe(411);
  expect(await ask({ 'Content-Length': 100 })).toBe(200);
});

it('bounds all bodies together', async () => {
  const one = { ...token, 'Content-Length': 7 * 2 ** 20 };
  const large = () => ask(one, '/api/v1/imports');
  expect(await ask(one)).toBe(413); // only some calls take as much
  const statuses = await Promise.all(Array.from({ length: 5 }, large));
  expect(statuses.sort()).toEqual([200, 200, 200, 200, 429]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await large()).toBe(200);
});
