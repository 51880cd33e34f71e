import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.js';

/** How a store treats a request. */
export type Treatment =
  /** As the server does. */
  | 'well'
  /** Late, and a few bytes at a time. */
  | 'slowly'
  /** An error of the server's, the request not done. */
  | 'error'
  /** Done, and the connection is broken instead of the answer. */
  | 'lost'
  /** Half of the body, then the connection is broken. */
  | 'cut'
  /** All of the body, one bit of it another. Answers that are no blob's bytes are as they should be. */
  | 'flipped';

const LATE_MS = 200;
const DRIP_BYTES = 16 * 1024;
const DRIP_MS = 20;

/** Stands in front of an S3 server and gives it the faults of a network and of a store in trouble. */
export class S3Proxy {
  /** Chooses the treatment of each request. */
  treat: () => Treatment = () => 'well';
  /** Requests by their treatment. */
  readonly treated = new Map<Treatment, number>();
  private server?: Server;
  private port = 0;

  private constructor(
    private readonly upstream: URL,
    private readonly random: Random,
  ) {}

  /** @param endpoint of the S3 server */
  static async start(endpoint: string, random: Random): Promise<S3Proxy> {
    const proxy = new S3Proxy(new URL(endpoint), random);
    await proxy.back();
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Connections are refused, and those that are open are broken. */
  async away(): Promise<void> {
    const closed = once(this.server!, 'close');
    this.server!.close();
    this.server!.closeAllConnections();
    await closed;
  }

  /** There again, at the same address. */
  async back(): Promise<void> {
    this.server = createServer((from, to) => void this.pass(from, to)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const treatment = this.treat();
    this.treated.set(treatment, (this.treated.get(treatment) ?? 0) + 1);
    from.on('error', () => {});
    to.on('error', () => {});
    if (treatment === 'error') {
      from.resume();
      to.writeHead(500, { 'content-type': 'application/xml' });
      to.end('<?xml version="1.0"?><Error><Code>InternalError</Code><Message>In trouble.</Message></Error>');
      return;
    }
    if (treatment === 'slowly') await sleep(LATE_MS);
    const { hostname, port } = this.upstream;
    // The host header stays the proxy's, which the client has signed.
    const asked = request({ hostname, port, method: from.method, path: from.url, headers: from.headers });
    asked.on('error', () => to.destroy());
    from.pipe(asked);
    const [answer] = (await once(asked, 'response').catch(() => [])) as [IncomingMessage?];
    if (answer) await this.answer(from, answer, to, treatment).catch(() => to.destroy());
  }

  private async answer(
    from: IncomingMessage,
    answer: IncomingMessage,
    to: ServerResponse,
    treatment: Treatment,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (treatment === 'lost') return void to.destroy();
    const isBlob = from.method === 'GET' && answer.statusCode! < 300 && /\/blobs\//.test(from.url!.split('?')[0]!);
    if (treatment === 'flipped' && isBlob && body.length > 0)
      body[this.random.below(body.length)]! ^= 1 << this.random.below(8);
    to.writeHead(answer.statusCode!, answer.headers);
    if (treatment === 'cut' && body.length > 0) {
      to.write(body.subarray(0, body.length / 2));
      await sleep(10); // so that the half is on its way
      return void to.destroy();
    }
    if (treatment === 'slowly')
      for (let at = 0; at < body.length; at += DRIP_BYTES) {
        to.write(body.subarray(at, at + DRIP_BYTES));
        await sleep(DRIP_MS);
      }
    else to.write(body);
    to.end();
  }
}
