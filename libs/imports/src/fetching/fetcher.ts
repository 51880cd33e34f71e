import { createHash, randomUUID } from 'node:crypto';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { join, posix } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidInput, ModelRefused, NotFound, Problem, TooLarge, Unavailable } from '#graft/problems';
import { writeNewFile } from '#graft/storage';
import { assertFetchable, hostOf, publicLookup } from './addresses.js';
import type { LocalFile } from '../files.js';
import { Pace, type PaceLimits } from './pace.js';

const MAX_REDIRECTS = 5;
/** Object stores answer 403 for what is not there, too. */
const MISSING = [401, 403, 404, 410];
const REDIRECTS = [301, 302, 303, 307, 308];

export interface FetchOptions {
  /** Where the files go. */
  folder: string;
  /** Hosts that may be fetched from though they resolve to private addresses. */
  allow: readonly string[];
  /** Bytes of all files of this fetcher together. */
  maxBytes: number;
  /** `total` is null if the server does not say. */
  onProgress(name: string, done: number, total: number | null): Promise<void>;
  pace?: PaceLimits;
}

/** Fetches the files of one model into a folder. */
export class Fetcher {
  private left: number;
  private readonly pace: Pace;

  constructor(private readonly options: FetchOptions) {
    this.left = options.maxBytes;
    this.pace = new Pace(options.pace);
  }

  /**
   * @param md5 hex digits that the bytes must have, as publishers of models state them.
   * @throws Unavailable if the host cannot be reached or is too slow, NotFound, InvalidInput for an address that is not
   * fetched from, TooLarge, ModelRefused for other bytes than expected.
   */
  fetch(url: URL, name: string, md5?: string): Promise<LocalFile> {
    return this.pace.watch(hostOf(url), (signal, arrived) => this.download(url, name, md5, signal, arrived));
  }

  private async download(
    url: URL,
    name: string,
    md5: string | undefined,
    signal: AbortSignal,
    arrived: (bytes: number) => void,
  ): Promise<LocalFile> {
    const response = await this.get(url, signal);
    const length = response.headers['content-length'];
    const total = length === undefined ? null : Number(length);
    if (total !== null && total > this.left) throw this.tooLarge(url, total);
    const path = join(this.options.folder, randomUUID());
    const hash = createHash('md5');
    let size = 0;
    const measure = new Transform({
      transform: (chunk: Buffer, _, done) => {
        arrived(chunk.length);
        size += chunk.length;
        hash.update(chunk);
        this.left -= chunk.length;
        if (this.left < 0) return done(this.tooLarge(url, size));
        this.options.onProgress(name, size, total).then(() => done(null, chunk), done);
      },
    });
    await pipeline(response, measure, (bytes) => writeNewFile(path, bytes), { signal }).catch((error: unknown) => {
      throw unreachable(url, error);
    });
    const received = hash.digest('hex');
    if (md5 !== undefined && received !== md5)
      throw new ModelRefused(`${url.href} is not the file that its publisher describes: its MD5 differs.`, {
        where: url.href,
        received,
        accepted: md5,
      });
    return { name, path, size };
  }

  private async get(url: URL, signal: AbortSignal, redirects = 0): Promise<IncomingMessage> {
    assertFetchable(url, this.options.allow);
    const response = await this.send(url, signal);
    const { statusCode: status = 0, headers } = response;
    if (status === 200) return response;
    response.destroy();
    if (REDIRECTS.includes(status) && headers.location !== undefined) {
      if (redirects === MAX_REDIRECTS)
        throw new InvalidInput(`${hostOf(url)} redirects more than ${MAX_REDIRECTS} times.`, { where: 'url' });
      return this.get(new URL(headers.location, url), signal, redirects + 1);
    }
    const detail = `${url.href} answered ${status} ${response.statusMessage}.`;
    if (MISSING.includes(status)) throw new NotFound(detail, { received: url.href });
    if (status === 429 || status >= 500) throw new Unavailable(`${detail} Try again later.`);
    throw new InvalidInput(detail, { where: 'url', received: url.href, accepted: 'a URL that returns 200' });
  }

  private send(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = request(url, {
        agent: false,
        lookup: publicLookup(this.options.allow),
        headers: { 'User-Agent': 'graft', Accept: '*/*' },
        signal,
      });
      sent.on('error', (error) => reject(unreachable(url, error)));
      sent.on('response', resolve);
      sent.end();
    });
  }

  private tooLarge(url: URL, received: number): TooLarge {
    return new TooLarge(`${url.href} is larger than the limit for imports.`, {
      received,
      accepted: this.options.maxBytes,
    });
  }
}

/** The last part of an address's path. */
export const nameIn = (url: URL): string => decodeURIComponent(posix.basename(url.pathname)) || 'model';

function unreachable(url: URL, error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new Unavailable(
    `${hostOf(url)} cannot be reached (${code ?? message}). Is this machine connected to the network?`,
    { received: url.href },
    { cause: error },
  );
}
