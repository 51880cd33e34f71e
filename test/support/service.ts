import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';

const SERVER = 'dist/server.js';
const CLI = 'bin/graft.js';

/** What a run of the command line left behind. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  /** Standard output as JSON; undefined if it is none. */
  json: any;
}

/** The built service as a process of its own, on a free port and a data folder of its own. */
export class Service {
  private process: ChildProcess | null = null;

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  /**
   * @param env further settings, such as DATABASE_URL
   * @param parent of its data folder
   * @param from a data folder whose content it begins with; else this is its first start
   */
  static async start(
    env: Record<string, string> = {},
    { parent = tmpdir(), from }: { parent?: string; from?: string } = {},
  ): Promise<Service> {
    const service = new Service(await mkdtemp(join(parent, 'graft-test-')), await freePort(), env);
    if (from) await cp(from, service.dataDir, { recursive: true });
    await service.start();
    return service;
  }

  /** One that another process started and will stop. */
  static at({ dataDir, port }: { dataDir: string; port: number }): Service {
    return new Service(dataDir, port, {});
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.process!.pid!;
  }

  /** The owner's. */
  async token(): Promise<string> {
    return (await readFile(join(this.dataDir, 'token'), 'utf8')).trim();
  }

  /** Signs a browser in once: the page's address with `#token=…`. */
  async oneTimeToken(): Promise<string> {
    return (await this.call('POST', '/session/one-time-tokens')).token as string;
  }

  /** Starts it, or starts it again on the same data. */
  async start(): Promise<void> {
    const log = createWriteStream(join(this.dataDir, 'server.log'), { flags: 'a' });
    const child = spawn(process.execPath, [SERVER], { env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    this.process = child;
    for (let tries = 0; tries < 600; tries++) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The server ended at once:\n${await this.log()}`);
      if (await this.answers()) return;
      await sleep(50);
    }
    await this.kill9();
    throw new Error(`The server did not answer within 30 s:\n${await this.log()}`);
  }

  /** Asks it to stop and waits. @returns its exit status */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** Ends it as a power cut would: nothing is tidied up. */
  async kill9(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops it and removes its data. */
  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }

  log(): Promise<string> {
    return readFile(join(this.dataDir, 'server.log'), 'utf8');
  }

  /** A call of the API as the owner, or as the account of the token in `headers`. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { Authorization: `Bearer ${await this.token()}`, ...(init.headers as Record<string, string>) };
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  /** The JSON answer of a call that must succeed. */
  async call(method: string, path: string, body?: unknown): Promise<any> {
    const response = await this.fetch(`/api/v1${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** Runs `graft …` as a process of its own that finds this server by its data folder. */
  graft(...args: string[]): Promise<Ran> {
    return this.graftWith({}, ...args);
  }

  async graftWith(env: Record<string, string>, ...args: string[]): Promise<Ran> {
    const child = this.spawnGraft(args, env);
    const [stdout, stderr] = [collect(child.stdout!), collect(child.stderr!)];
    await once(child, 'close');
    return { code: child.exitCode ?? 1, stdout: stdout(), stderr: stderr(), json: parsed(stdout()) };
  }

  /** The process itself, for tests that interrupt it. */
  spawnGraft(args: string[], env: Record<string, string> = {}): ChildProcess {
    return spawn(process.execPath, [CLI, ...args], {
      env: { ...this.environment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  private answers(): Promise<boolean> {
    return fetch(`${this.url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
  }

  private environment(): Record<string, string> {
    const { PATH = '', HOME = '' } = process.env;
    return {
      PATH,
      HOME,
      GRAFT_DATA: this.dataDir,
      GRAFT_PORT: String(this.port),
      XDG_CONFIG_HOME: join(this.dataDir, 'config'),
      ...this.env,
    };
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
