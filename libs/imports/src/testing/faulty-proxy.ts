import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request: an answer that is an error, one that breaks off in the middle, or none. */
export type Fault = 500 | 403 | 'torn' | 'silent';

/** Stands before an HTTP server and spoils some of its answers, as a network or a server in trouble does. */
export class FaultyProxy {
  /** Decides by method and path; null lets a request through. */
  fault: (what: string) => Fault | null = () => null;

  private constructor(
    private readonly target: URL,
    private readonly server: Server,
  ) {}

  static async before(target: string): Promise<FaultyProxy> {
    const server = createServer();
    const proxy = new FaultyProxy(new URL(target), server);
    server.on('request', (from: IncomingMessage, to: ServerResponse) => proxy.pass(from, to));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private pass(from: IncomingMessage, to: ServerResponse): void {
    const fault = this.fault(`${from.method} ${decodeURIComponent(from.url!)}`);
    if (fault === 'silent') return;
    if (typeof fault === 'number') {
      from.resume();
      const code = fault === 403 ? 'AccessDenied' : 'InternalError';
      to.writeHead(fault, { 'Content-Type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
      return;
    }
    const { hostname, port } = this.target;
    const sent = request({ hostname, port, method: from.method, path: from.url, headers: from.headers }, (answer) => {
      to.writeHead(answer.statusCode!, answer.headers);
      if (fault === null) return answer.pipe(to);
      answer.once('data', (chunk: Buffer) => to.write(chunk.subarray(0, chunk.length / 2), () => to.destroy()));
    });
    sent.on('error', () => to.destroy());
    from.pipe(sent);
  }
}
