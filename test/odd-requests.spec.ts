import { readFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { BlobStore } from '#graft/storage';
import { atMost, told } from './bench/report.js';
import { type Document, type Known, type OddRequest, OddRequests } from './support/odd-requests.js';
import { record } from './support/reliability.js';
import { ServerInProcess } from './support/server-in-process.js';

const REQUESTS = Number(process.env.GRAFT_ODD_REQUESTS ?? 3_000);
const SEED = Number(process.env.GRAFT_ODD_SEED ?? 11);
const AT_ONCE = 4;
/** An answer later than this counts as none, if it is as late a second time. */
const PATIENCE_MS = 5_000;
/** Bytes of the longest answer that tells what is wrong. */
const LONGEST_PROBLEM = 32_000;

let server: ServerInProcess;
let known: Known;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

beforeAll(async () => {
  server = await ServerInProcess.start();
  known = await furnish(server);
  // These take long at first: they read all emoji, and probe the engines.
  await fetch(`${server.url}/api/v1/datasets/sample`);
  await vi.waitFor(
    async () => expect(await (await fetch(`${server.url}/readyz`)).text()).not.toContain('unknown'),
    60_000,
  );
}, 120_000);
afterAll(async () => {
  agent.destroy();
  await server.close();
});

/** One pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Resources of each kind, so that requests get past the lookups. */
async function furnish(server: ServerInProcess): Promise<Known> {
  const owner = await server.member('odd', 'admin', ['admin']);
  const member = await server.member('mia', 'member', ['read', 'publish', 'train']);
  const run = await server.publishTinyModel(owner);
  const picture = await server.app.get<BlobStore>(BlobStore).put(Buffer.from(PNG, 'base64'));
  const { accountId } = owner.caller;
  const ended = { accountId, status: 'failed' as const, input: {}, finishedAt: new Date() };
  const imported = await server.database.job.create({ data: { ...ended, kind: 'import' } });
  await server.database.import.create({ data: { id: imported.id, source: { kind: 'uploads', uploads: [] } } });
  const arrival = await server.database.job.create({
    data: { ...ended, kind: 'arrival', input: { dataset: 'odd/tiny', number: 1 } },
  });
  await server.database.dataset.create({
    data: {
      namespace: 'odd',
      name: 'tiny',
      accountId,
      versions: {
        create: {
          number: 1,
          ready: true,
          digest: `sha256:${'0'.repeat(64)}`,
          labels: ['a', 'b'],
          itemCount: 1,
          items: {
            create: {
              position: 0,
              name: 'a/1.png',
              digest: picture.digest,
              contentDigest: `sha256:${'0'.repeat(64)}`,
              labels: ['a'],
              width: 8,
              height: 8,
              bytes: picture.size,
              format: 'png',
            },
          },
        },
      },
    },
  });
  return {
    ids: [
      ['/api/v1/runs', run],
      ['/api/v1/imports', imported.id],
      ['/api/v1/datasets/arrivals', arrival.id],
    ],
    values: {
      owner: 'odd',
      name: 'tiny',
      ref: '1',
      version: '1',
      base: 'odd/tiny',
      dataset: 'odd/tiny',
      position: '0',
      alias: 'stable',
      format: 'tfjs',
      companion: 'labels',
      shard: 'group1-shard1of1.bin',
      path: 'model.json',
      label: 'animals',
      file: 'octopus.png',
      index: 'none', // a folder that exists would be read
    },
    callers: [`Bearer ${owner.token}`, `Bearer ${owner.token}`, `Bearer ${member.token}`],
  };
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

function send({ method, path, headers, body }: OddRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { port: server.port, host: '127.0.0.1', agent, method, path, headers: Object.fromEntries(headers) },
      (response) => {
        buffer(response).then(
          (bytes) =>
            resolve({
              status: response.statusCode!,
              type: response.headers['content-type'] ?? '',
              body: bytes.toString(),
            }),
          reject,
        );
      },
    );
    sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)));
    sent.on('error', reject);
    if (body) sent.setHeader('content-length', body.length);
    sent.end(body ?? undefined);
  });
}

/** What is wrong with an answer; null for a good one. */
function complaintOf(method: string, { status, type, body }: Answer): string | null {
  if (status >= 500) return `answered ${status}: ${body.slice(0, 300)}`;
  if (status < 400) return null;
  if (!type.startsWith('application/problem+json'))
    return `answered ${status} as ${type || 'nothing'}: ${body.slice(0, 200)}`;
  if (method === 'HEAD') return null;
  if (body.length > LONGEST_PROBLEM) return `answered ${status} with ${body.length} characters`;
  const problem = JSON.parse(body) as Record<string, unknown>;
  const members = ['type', 'title', 'detail'].every((name) => typeof problem[name] === 'string');
  return members && problem.status === status ? null : `answered ${body.slice(0, 200)}`;
}

const shown = ({ method, path, headers, body }: OddRequest) =>
  `${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 600)} ${(body ?? '').toString().slice(0, 400)}`;

it('answers malformed requests with problem details, never with a server error', { timeout: 1e9 }, async () => {
  const document = JSON.parse(await readFile('docs/openapi.json', 'utf8')) as Document;
  const requests = new OddRequests(document, known, SEED);
  const statuses = new Map<string, number>();
  const complaints: string[] = [];
  const late: OddRequest[] = [];
  const note = (odd: OddRequest, answer: Answer | Error) => {
    const complaint = answer instanceof Error ? answer.message : complaintOf(odd.method, answer);
    if (complaint !== null) complaints.push(`${shown(odd)}\n  → ${complaint}`);
    const kind = answer instanceof Error ? 'none' : `${Math.floor(answer.status / 100)}xx`;
    statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
  };
  let left = REQUESTS;
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      const odd = requests.next();
      const answer = await send(odd).catch((error: unknown) => error as Error);
      if (answer instanceof Error) late.push(odd);
      else note(odd, answer);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  // On a busy machine an answer may be late once. One that the server cannot give is late again.
  for (const odd of late) note(odd, await send(odd).catch((error: unknown) => error as Error));
  const count = (kind: string) => statuses.get(kind) ?? 0;
  await record('requests', {
    title: 'Malformed requests',
    how: `\`test/odd-requests.spec.ts\` sends requests to every call of docs/openapi.json and of tus, each with one to three faults: wrong types, null, NUL, half surrogate pairs, huge numbers, deep JSON, broken bytes, headers and addresses. Seed ${SEED}; GRAFT_ODD_REQUESTS sets their number, GRAFT_ODD_SEED the seed.`,
    figures: [
      told('requests sent', REQUESTS),
      told('accepted (2xx, 3xx)', count('2xx') + count('3xx')),
      told('refused (4xx)', count('4xx')),
      atMost('server errors (5xx)', count('5xx'), 0),
      atMost('without a response within 5 s', count('none'), 0),
      atMost('refused without problem details', complaints.length - count('5xx') - count('none'), 0),
      told('took', (performance.now() - started) / 1000, 's'),
    ],
  });
  expect(complaints.slice(0, 50).join('\n\n')).toBe('');
  const alive = await fetch(`${server.url}/healthz`);
  expect(alive.status).toBe(200);
});

it.each([
  ['another version', 'GET / HTTP/9.9', 400],
  ['half a line', 'GET', 400],
  ['a control character', 'GET /\x01 HTTP/1.1', 400],
  ['long headers', `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}`, 431],
  ['two lengths', 'POST /api/v1/runs HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3', 400],
  ['a name with a space', 'GET / HTTP/1.1\r\nHost: a\r\nBad Header: 1', 400],
])('answers what is no HTTP with problem details: %s', async (_name, head, status) => {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(`${head}\r\n\r\n`, 'latin1');
  const answer = await text(socket);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const [headers, body] = answer.split('\r\n\r\n');
  expect(headers).toContain('application/problem+json');
  expect(JSON.parse(body!)).toMatchObject({ status, type: expect.any(String) as string });
});
