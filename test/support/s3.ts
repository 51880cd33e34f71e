import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { S3Config } from '#graft/config';
import { freePort } from './free-port.js';
import { machineHas, skipUnless } from './require.js';

/** A real S3 server of the tests' own, in a temporary folder. */
export interface S3Server {
  readonly config: S3Config;
  /** Takes the server away and brings it back with all it held. */
  away(): Promise<void>;
  back(): Promise<void>;
  stop(): Promise<void>;
}

export interface S3ServerKind {
  name: string;
  /** Whether this machine lacks it, so that what needs it is skipped. */
  absent: boolean;
  start(): Promise<S3Server>;
}

const KEY = { accessKey: 'GRAFTTESTKEY', secretKey: 'graft-test-secret' };

/** The program on the PATH or among those that tools/install-minio.sh built; undefined if this machine lacks it. */
function program(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), join(homedir(), '.cache/graft-test/bin')];
  return folders.map((folder) => join(folder, name)).find((path) => machineHas(existsSync(path)));
}

/** Both kinds of server. Ceph's is required where nothing may be skipped. MinIO has to be built, so it may be absent. */
export const S3_SERVERS: S3ServerKind[] = [
  {
    name: 'Ceph RADOS gateway',
    absent: skipUnless(
      ['radosgw', 'ceph-mon', 'ceph-osd'].every(program),
      'the S3 server Ceph RADOS gateway (apt-get install radosgw ceph-mon ceph-osd)',
    ),
    start: startCeph,
  },
  { name: 'MinIO', absent: lacksMinio(), start: startMinio },
];

function lacksMinio(): boolean {
  if (program('minio')) return false;
  console.warn('SKIPPED, this machine lacks the S3 server MinIO (tools/install-minio.sh builds it if Go is installed)');
  return true;
}

async function startMinio(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-minio-'));
  const port = await freePort();
  const daemons = new Daemons({
    MINIO_ROOT_USER: KEY.accessKey,
    MINIO_ROOT_PASSWORD: KEY.secretKey,
    MINIO_BROWSER: 'off',
    MINIO_UPDATE: 'off',
  });
  const minio = program('minio')!;
  const back = async () => {
    daemons.start(minio, ['server', '--quiet', '--address', `127.0.0.1:${port}`, join(folder, 'data')]);
    await answering(port, '/minio/health/ready');
  };
  await back();
  return server(port, folder, daemons, minio, back);
}

/**
 * Monitor, one object store in memory, gateway. Settings that differ from Ceph's own: one copy of everything and one placement group a
 * pool, no pauses between a lone monitor's elections, and an orderly shutdown of the store.
 */
async function startCeph(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-ceph-'));
  const [port, v2, v1] = [await freePort(), await freePort(), await freePort()];
  const path = (name: string) => join(folder, name);
  for (const name of ['mon', 'osd', 'run', 'log', 'rgw']) await mkdir(path(name));
  const fsid = crypto.randomUUID();
  await writeFile(path('ceph.conf'), cephConf(folder, fsid, { port, v1, v2 }));

  const daemons = new Daemons({ CEPH_CONF: path('ceph.conf'), CEPH_ARGS: '--no-mon-config' });
  const keys = (...options: string[]) => daemons.run('ceph-authtool', [path('keyring'), ...options]);
  await keys('-C', '-g', '-n', 'mon.', '--cap', 'mon', 'allow *');
  await keys('-g', '-n', 'client.admin', '--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *');
  await keys('-g', '-n', 'osd.0', '--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *');
  await keys('-g', '-n', 'client.rgw.a', '--cap', 'mon', 'allow rw', '--cap', 'osd', 'allow rwx');
  const addresses = `[v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]`;
  await daemons.run('monmaptool', ['--create', '--addv', 'a', addresses, '--fsid', fsid, path('monmap')]);
  await daemons.run('ceph-mon', ['--mkfs', '-i', 'a', '--monmap', path('monmap'), '--keyring', path('keyring')]);
  daemons.start('ceph-mon', ['-f', '-i', 'a']);
  await daemons.run('ceph', ['osd', 'create']);
  await daemons.run('ceph-osd', ['-i', '0', '--mkfs']);
  await daemons.run('ceph', ['osd', 'crush', 'add', 'osd.0', '1.0', 'root=default', 'host=localhost']);
  daemons.start('ceph-osd', ['-f', '-i', '0']);
  const user = ['user', 'create', '--uid', 'graft', '--display-name', 'graft'];
  await daemons.run('radosgw-admin', [...user, '--access-key', KEY.accessKey, '--secret-key', KEY.secretKey]);
  const back = async () => {
    daemons.start('radosgw', ['-f', '-n', 'client.rgw.a']);
    await answering(port, '/');
  };
  await back();
  return server(port, folder, daemons, 'radosgw', back);
}

const cephConf = (folder: string, fsid: string, ports: { port: number; v1: number; v2: number }) => `
[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${ports.v2}/0,v1:127.0.0.1:${ports.v1}/0]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon warn on pool no redundancy = false
osd crush chooseleaf type = 0
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
log file = ${folder}/log/$name.log
pid file = ${folder}/run/$name.pid
keyring = ${folder}/keyring
[mon]
paxos propose interval = 0.02
paxos min wait = 0.01
mon data = ${folder}/mon
mon initial members = a
mon data avail crit = 1
mon data avail warn = 1
[osd]
osd fast shutdown = false
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 4294967296
osd class dir = /usr/lib/x86_64-linux-gnu/rados-classes
osd max object name len = 256
osd max object namespace len = 64
[client]
rgw frontends = beast endpoint=127.0.0.1:${ports.port}
rgw data = ${folder}/rgw
rgw dynamic resharding = false
rgw run sync thread = false
rgw enable usage log = false
`;

function server(port: number, folder: string, daemons: Daemons, frontend: string, back: () => Promise<void>): S3Server {
  const config = Object.assign(new S3Config(), { endpoint: `http://127.0.0.1:${port}`, ...KEY });
  const stop = async () => {
    await daemons.stopAll();
    await rm(folder, { recursive: true, force: true });
  };
  return { config, away: () => daemons.stop(frontend), back, stop };
}

/** Programs running in the foreground with one environment, stopped latest first: Ceph's monitor must outlive the rest. */
class Daemons {
  private readonly running: { program: string; child: ChildProcess }[] = [];
  private readonly env: NodeJS.ProcessEnv;

  constructor(env: Record<string, string>) {
    this.env = { ...process.env, ...env };
  }

  async run(program: string, args: string[]): Promise<void> {
    await promisify(execFile)(program, args, { env: this.env, timeout: 30_000 });
  }

  start(program: string, args: string[]): void {
    this.running.push({ program, child: spawn(program, args, { env: this.env, stdio: 'ignore' }) });
  }

  async stop(program: string): Promise<void> {
    const at = this.running.findLastIndex((daemon) => daemon.program === program);
    const [daemon] = at < 0 ? [] : this.running.splice(at, 1);
    if (!daemon || daemon.child.exitCode !== null) return;
    const ended = new Promise((resolve) => daemon.child.once('exit', resolve));
    daemon.child.kill('SIGTERM');
    const late = setTimeout(() => daemon.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }

  async stopAll(): Promise<void> {
    while (this.running.length > 0) await this.stop(this.running.at(-1)!.program);
  }
}

async function answering(port: number, path: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++, await sleep(100)) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
    if (response && response.status < 500) return;
  }
  throw new Error(`No S3 server answered on port ${port} within 30 s.`);
}
