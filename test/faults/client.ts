import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from './place.js';
import type { Progress } from './progress.js';

/** How long one thing may take, all kills and starts in between included. */
const PATIENCE_MS = 120_000;
/** Uploads are sent in pieces of so many bytes, so that they can be cut off between two. */
const PIECE = 64 * 1024;
const TUS = { 'Tus-Resumable': '1.0.0' };

export interface Answer {
  status: number;
  headers: Headers;
  /** The body; null if it is empty, text if it is not JSON. */
  body: any;
}

/** A program that uses the service as its owner, and that asks again when the service was killed under it or is unavailable. */
export class Client {
  /** Requests whose own process was killed. */
  killedUnder = 0;

  constructor(
    private readonly place: Place,
    private readonly progress: Progress,
  ) {}

  /** The JSON answer of a call of the API. @throws Refused for any status but 2xx */
  async call(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.ask(method, `/api/v1${path}`, body);
    if (answer.status >= 300) throw new Refused(method, path, answer);
    return answer.body;
  }

  /** Asks once for something that asking twice would make twice. @throws Lost without an answer; Refused */
  async create(path: string, body: object): Promise<any> {
    const answer = await this.askOnce('POST', `/api/v1${path}`, body);
    if (answer.status >= 300) throw new Refused('POST', path, answer);
    return answer.body;
  }

  /** Asks until there is an answer, whatever it is. */
  async ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.askOnce(method, path, body, headers);
      } catch (error) {
        if (!(error instanceof Lost) || Date.now() > until) throw error;
      }
    }
  }

  private async askOnce(method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer> {
    const bytes = body instanceof Uint8Array ? Buffer.from(body) : undefined;
    const init = {
      method,
      headers: { ...headers, ...(body !== undefined && !bytes && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: bytes ?? JSON.stringify(body) }),
    };
    await this.place.up();
    this.progress.mark();
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await this.place.service.fetch(path, { ...init, signal });
      const text = await response.text();
      this.progress.mark();
      const body = parsed(text) as Answer['body'];
      if (text.includes('killed from outside: SIGKILL')) this.killedUnder++;
      if (response.status === 503) throw new Error(text); // that, or the database or the blob store is unavailable
      return { status: response.status, headers: response.headers, body };
    } catch (error) {
      await sleep(100); // `up` waits for the next start
      throw new Lost(`${method} ${path}: no answer.`, { cause: error });
    }
  }

  /** Sends a file by the tus protocol, and continues where it was cut off. @returns the upload's id */
  upload(bytes: Uint8Array): Promise<string> {
    return this.progress.during('upload', () => this.send(bytes));
  }

  private async send(bytes: Uint8Array): Promise<string> {
    const created = await this.ask('POST', '/uploads', undefined, { ...TUS, 'Upload-Length': String(bytes.length) });
    if (created.status !== 201) throw new Refused('POST', '/uploads', created);
    const path = new URL(created.headers.get('location')!, this.place.service.url).pathname;
    for (let acknowledged = 0; acknowledged < bytes.length;) {
      const head = await this.ask('HEAD', path, undefined, TUS);
      const offset = Number(head.headers.get('upload-offset'));
      if (head.status !== 200 || offset < acknowledged)
        throw new Error(`${path} has ${offset} bytes of ${acknowledged} acknowledged ones (status ${head.status}).`);
      const piece = bytes.subarray(offset, offset + PIECE);
      if (piece.length === 0) break;
      const sent = await this.ask('PATCH', path, piece, {
        ...TUS,
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
      });
      if (sent.status === 204) acknowledged = Number(sent.headers.get('upload-offset'));
      else if (![409, 423].includes(sent.status)) throw new Refused('PATCH', path, sent); // it was asked twice
    }
    return path.split('/').at(-1)!;
  }

  /** A job's resource once it has ended. @param jobs such as `/runs` */
  async ended(jobs: string, id: string): Promise<any> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      await this.follow(`${jobs}/${id}/events`);
      const job = await this.call('GET', `${jobs}/${id}`);
      if (['succeeded', 'failed', 'cancelled'].includes(job.status)) return job;
      if (Date.now() > until) throw new Error(`${jobs}/${id} is ${job.status} after ${PATIENCE_MS / 1000} s.`);
    }
  }

  /** Reads a job's events, each a mark, until they end or break off. */
  private async follow(path: string): Promise<void> {
    await this.place.up();
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await this.place.service.fetch(`/api/v1${path}`, { signal });
      for await (const _ of response.body ?? []) this.progress.mark();
    } catch {
      await sleep(20); // killed; the caller asks again
    }
  }
}

/** The service was killed before it had answered, or could not do what was asked: whether it was done is not known. */
export class Lost extends Error {}

/** An answer that was not a success. */
export class Refused extends Error {
  constructor(
    method: string,
    path: string,
    readonly answer: Answer,
  ) {
    super(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
