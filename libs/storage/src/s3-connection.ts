import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'minio';
import type { S3Config } from '#graft/config';
import { Problem, Unavailable } from '#graft/problems';

export interface S3Object {
  key: string;
  /** Bytes. */
  size: number;
  etag: string;
  modifiedAt: Date;
}

/** Silence of a server, in ms, after which a request is given up (and tried again). */
const SILENCE_MS = 30_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;
/** The most objects that a server lists at once. */
const PAGE = 1_000;

const TRANSIENT = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['InternalError', 'SlowDown', 'ServiceUnavailable', 'RequestTimeout', 'NoSuchUpload'],
]);
const REFUSED = new Set(['AccessDenied', 'SignatureDoesNotMatch', 'InvalidAccessKeyId']);
const MISSING = new Set(['NotFound', 'NoSuchKey', 'NoSuchBucket']);

const codeOf = (error: unknown) => (error as { code?: string }).code ?? '';
export const isMissing = (error: unknown): boolean => MISSING.has(codeOf(error));
const isTransient = (error: unknown) =>
  TRANSIENT.has(codeOf(error)) || /^Request failed after|socket hang up/.test((error as Error).message);

/** The client for an S3 server, and the patience to wait for one that is away for some seconds. */
export class S3Connection {
  private client?: Promise<Client>;

  constructor(
    private readonly config: S3Config,
    /** How long, in ms, to keep trying. */
    private readonly patienceMs: number,
  ) {}

  /**
   * Does something until it works or patience ends. It must be harmless to repeat.
   * @throws Unavailable if the server stays away or refuses the key; what S3 says of a missing key passes through.
   */
  async attempt<T>(what: string, action: (client: Client) => Promise<T>, patienceMs = this.patienceMs): Promise<T> {
    const client = await (this.client ??= connect(this.config));
    const until = Date.now() + patienceMs;
    for (let delay = FIRST_DELAY_MS; ; delay = Math.min(2 * delay, LONGEST_DELAY_MS)) {
      try {
        return await action(client);
      } catch (error) {
        if (error instanceof Problem || isMissing(error)) throw error;
        if (!isTransient(error) || Date.now() + delay > until) throw this.unavailable(what, error);
        await sleep(delay);
      }
    }
  }

  /** Objects under a prefix in the order of their keys; continues behind the last one when the server was unavailable. */
  async *list(bucket: string, prefix: string): AsyncGenerator<S3Object> {
    let page: S3Object[];
    let last = '';
    do {
      page = await this.attempt('listed', (client) => pageOf(client, bucket, prefix, last));
      yield* page;
      last = page.at(-1)?.key ?? last;
    } while (page.length === PAGE);
  }

  private unavailable(what: string, error: unknown): Unavailable {
    const { endpoint, accessKey } = this.config;
    const why = REFUSED.has(codeOf(error))
      ? `it refused the access key ${accessKey} or its secret (${codeOf(error)}); check S3_ACCESS_KEY and S3_SECRET_KEY`
      : (error as Error).message || codeOf(error);
    return new Unavailable(
      `Objects could not be ${what} at ${endpoint}: ${why}.`,
      { where: endpoint },
      { cause: error },
    );
  }
}

/** The client's library takes 0.2 s to load, and most processes need none. */
async function connect({ endpoint, accessKey, secretKey, region }: S3Config): Promise<Client> {
  const { Client } = await import('minio');
  const { protocol, hostname, port } = new URL(endpoint);
  return new Client({
    endPoint: hostname,
    ...(port && { port: Number(port) }),
    useSSL: protocol === 'https:',
    accessKey,
    secretKey,
    region,
    partSize: 16 * 1024 * 1024, // held in memory by the client, once an upload
    retryOptions: { disableRetry: true }, // the client's own retries send a stream's rest as if it were the whole
    transport: { request: patientRequest(protocol === 'https:' ? https : http) } as typeof http,
  });
}

/** The next objects behind a key. */
async function pageOf(client: Client, bucket: string, prefix: string, after: string): Promise<S3Object[]> {
  const objects: S3Object[] = [];
  const found = client.listObjectsV2(bucket, prefix, true, after);
  for await (const { name, size, etag, lastModified } of found as AsyncIterable<ListedObject>) {
    objects.push({ key: name, size, etag, modifiedAt: lastModified });
    if (objects.length === PAGE) break;
  }
  return objects;
}

interface ListedObject {
  name: string;
  size: number;
  etag: string;
  lastModified: Date;
}

/** A `request` that ends if the server stops answering, and releases the sockets of responses that are not read. */
const patientRequest =
  ({ request }: Pick<typeof http, 'request'>) =>
  (options: http.RequestOptions, callback: (response: http.IncomingMessage) => void): http.ClientRequest => {
    const sent = request(options, (response) => {
      if (response.statusCode! >= 500) response.resume();
      callback(response);
    });
    return sent.setTimeout(SILENCE_MS, () =>
      sent.destroy(Object.assign(new Error(`no answer for ${SILENCE_MS / 1000} s`), { code: 'ETIMEDOUT' })),
    );
  };
