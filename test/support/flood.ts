import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request, type RequestOptions } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { Service } from './service.js';

const MIB = 1024;

/** Memory of a process and of all that it started, MiB. Pages that processes share, such as Node's program, count once. */
export function memoryOf(pid: number): number {
  const share = (each: number) => field(`/proc/${each}/smaps_rollup`, 'Pss');
  return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + share(each), 0);
}

/** Resident memory of a process alone, MiB. */
export const residentOf = (pid: number): number => field(`/proc/${pid}/status`, 'VmRSS');

/** The processes that a process started, and those that they started. */
export function childrenOf(pid: number): number[] {
  const own = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return own.flatMap((name) => [Number(name), ...childrenOf(Number(name))]);
}

const parentOf = (pid: string) => Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
const field = (path: string, name: string) =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(read(path))?.[1] ?? 0) / MIB;

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What a flood did. */
export interface Flood {
  /** Answers by status; 0 for a connection without one. */
  answers: Record<number, number>;
  /** Milliseconds of each `GET /models` of others meanwhile, the fastest first; infinite where it was refused. */
  others: { anonymous: number[]; signedIn: number[] };
  /** Most memory of the server and its children, and of the server alone, MiB. */
  peak: { all: number; server: number };
}

/**
 * Floods a server with what requests without a token can ask for, each client from an address of its own with so many
 * requests at once, for so many seconds, while others read the zoo.
 * @param model a public model, `owner/name`
 * @param dataset a public data set, `owner/name`
 */
export async function flood(
  service: Service,
  {
    clients,
    atOnce,
    seconds,
    model,
    dataset,
  }: { clients: number; atOnce: number; seconds: number; model: string; dataset: string },
): Promise<Flood> {
  const answers: Record<number, number> = {};
  const others = { anonymous: [] as number[], signedIn: [] as number[] };
  const peak = { all: 0, server: 0 };
  const attacks = await attacksOn(model, dataset);
  const until = performance.now() + seconds * 1000;
  const goesOn = () => performance.now() < until;

  const attacker = async (index: number) => {
    const agent = new Agent({ keepAlive: true, localAddress: `127.0.1.${1 + (index % clients)}` });
    for (let turn = index; goesOn(); turn++) {
      const attack = attacks[turn % attacks.length]!;
      const status = await send(service, { ...attack(turn), agent }, until - performance.now());
      answers[status] = (answers[status] ?? 0) + 1;
      if (status === 429 || status === 0) await sleep(20);
    }
    agent.destroy();
  };
  const reader = async (times: number[], headers: Record<string, string>, localAddress: string) => {
    const agent = new Agent({ keepAlive: true, localAddress });
    while (goesOn()) {
      const began = performance.now();
      const status = await send(service, { path: '/api/v1/models', headers, agent }, 30_000);
      if (!goesOn()) break;
      times.push(status === 200 ? performance.now() - began : Infinity);
      await sleep(100);
    }
    agent.destroy();
  };
  const watcher = async () => {
    while (goesOn()) {
      peak.all = Math.max(peak.all, memoryOf(service.pid));
      peak.server = Math.max(peak.server, residentOf(service.pid));
      await sleep(250);
    }
  };
  await Promise.all([
    watcher(),
    reader(others.anonymous, {}, '127.0.0.2'),
    reader(others.signedIn, { authorization: `Bearer ${await service.token()}` }, '127.0.0.3'),
    ...Array.from({ length: clients * atOnce }, (_, index) => attacker(index)),
  ]);
  for (const times of Object.values(others)) times.sort((a, b) => a - b);
  return { answers, others, peak };
}

/** The value that a part of the sorted values is not above. */
export const quantile = (sorted: number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;

interface Sent extends RequestOptions {
  body?: Uint8Array;
  /** Sends no more than the head, and waits. */
  drips?: boolean;
}
type Attack = (turn: number) => Sent;

/** What is heaviest of all that can be asked for without a token. */
async function attacksOn(model: string, dataset: string): Promise<Attack[]> {
  const at = `/api/v1/models/${model}/versions/1`;
  const noise = { width: 5600, height: 5600, channels: 3, background: 'teal' } as const;
  const large = await sharp({ create: noise }).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer();
  const interlaced = await sharp({ create: noise }).png({ progressive: true }).toBuffer();
  const image =
    (type: string, body: Uint8Array): Attack =>
    () => ({
      method: 'POST',
      path: `${at}/predict`,
      headers: { 'content-type': type, 'content-length': body.length },
      body,
    });
  const json =
    (path: string, body: string): Attack =>
    () => ({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', 'content-length': body.length },
      body: Buffer.from(body),
    });
  const get =
    (path: (turn: number) => string): Attack =>
    (turn) => ({ path: path(turn) });
  const size = (turn: number) => `${32 * (1 + (turn % 16))},${32 * (1 + (turn % 31))},3`;
  return [
    image('image/jpeg', large),
    image('image/png', interlaced),
    image('image/png', Buffer.alloc(32 * 1024 ** 2, 7)),
    get((turn) => `${at}/onnx/model.onnx?top=false&inputShape=${size(turn)}`),
    get((turn) => `${at}/keras/model.h5?top=false&inputShape=${size(turn)}`),
    get((turn) => `${at}/onnx/model.onnx?top=false&inputShape=${33 + (turn % 700)},97,3`),
    get(() => `${at}/layers`),
    get((turn) => `/api/v1/datasets/${dataset}/versions/1/items/${turn % 200}/thumbnail?size=512`),
    get((turn) => `/api/v1/models?query=a${turn % 97}&sort=relevance&limit=100`),
    get((turn) => `/api/v1/datasets/${dataset}/versions/1/items?limit=100&cursor=${turn % 100}`),
    json('/api/v1/session', JSON.stringify({ name: 'owner', password: 'not the password' })),
    json('/api/v1/session', JSON.stringify({ name: 'x'.repeat(15 * 1024 ** 2) })),
    json('/api/v1/models', '['.repeat(1024 ** 2)),
    () => ({
      method: 'POST',
      path: `${at}/predict`,
      headers: { 'content-type': 'image/png', 'content-length': 30 * 1024 ** 2 },
      drips: true,
    }),
  ];
}

/** How long a client that sends nothing more waits for an answer. */
const DRIP_MS = 5000;

/** @returns the status of the answer, all of which is read; 0 if there is none. */
function send({ port }: Service, { body, drips, ...options }: Sent, withinMs: number): Promise<number> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, ...options }, (response) => {
      response.resume();
      response.on('close', () => finish(response.statusCode!));
    });
    const timer = setTimeout(() => finish(0), Math.max(1, drips ? Math.min(DRIP_MS, withinMs) : withinMs));
    const finish = (status: number) => {
      clearTimeout(timer);
      if (!sent.writableEnded || status === 0) sent.destroy();
      resolve(status);
    };
    sent.on('error', () => finish(0));
    if (drips) sent.flushHeaders();
    else sent.end(body);
  });
}
