/** `npm run demo`: the whole workflow in a terminal, on a temporary server. */
import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bold, dim, wrap } from './text.js';

const CLI = fileURLToPath(new URL('../bin/graft.js', import.meta.url));
const BASE = 'starter/efficientnet-lite0';

const folder = await mkdtemp(join(tmpdir(), 'graft-demo-'));
const log = await open(join(folder, 'server.log'), 'w');
const server = spawn(process.execPath, [CLI, 'serve', '--port', '0'], {
  cwd: folder,
  stdio: ['ignore', 'pipe', log.fd],
  detached: true, // Ctrl-C ends the demo, which then stops the server
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(130));
try {
  await ready(server);
  await story();
  await end(0);
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  await end(1);
}

async function story(): Promise<void> {
  say('Choose a base model from the zoo');
  await graft('models');
  say('Add images: the sample data set, emoji in six classes');
  await graft('dataset', 'create', 'emoji', '--sample');
  say('Fine-tune: the backbone is frozen, and a new head is trained on the classes');
  await graft('finetune', BASE, 'emoji', '--follow');
  const run = (await json<{ items: { id: string }[] }>('runs')).items[0]!.id;
  say('Publish the result: a version in the zoo, with a card and its lineage');
  await graft('publish', run, '--as', 'owner/emoji');
  await graft('show', 'owner/emoji');
  say('Predict the classes of images that were held out');
  await graft('predict', 'owner/emoji', '--top', '2', ...(await heldOut()));
}

function say(what: string): void {
  process.stdout.write(`\n${bold(`── ${what} `)}\n\n`);
}

/** Runs a command as a user types it, with its progress and output on this terminal. */
async function graft(...args: string[]): Promise<void> {
  process.stdout.write(`${dim(wrap(`$ graft ${args.join(' ')}`))}\n`);
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`graft ${args[0]} failed with exit code ${code}`);
}

async function json<T>(...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args, '--json'], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as T;
}

/** Stores one image per class that no run has seen. @returns their paths */
async function heldOut(): Promise<string[]> {
  const { url } = JSON.parse(await readFile(join(folder, 'data', 'server.json'), 'utf8')) as { url: string };
  const list = (await (await fetch(`${url}/api/v1/datasets/sample/held-out`)).json()) as {
    items: { label: string; name: string; image: string }[];
  };
  const oneEach = [...new Map(list.items.map((item) => [item.label, item])).values()];
  for (const { name, image } of oneEach) {
    const picture = await fetch(`${url}${image}`);
    await mkdir(join(folder, 'held-out', name, '..'), { recursive: true });
    await writeFile(join(folder, 'held-out', name), Buffer.from(await picture.arrayBuffer()));
  }
  return oneEach.map(({ name }) => join('held-out', name));
}

/** Waits until the service answers and the starter zoo is in. */
async function ready(child: ChildProcess): Promise<void> {
  process.stdout.write('Starting a server in a temporary folder …\n');
  await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(ended)]);
  for (let tries = 0; tries < 120; tries++) {
    const { total } = await json<{ total: number }>('models');
    if (total >= 2) return;
    await sleep(500);
  }
  throw new Error('The server did not load the starter zoo within one minute.');
}

async function ended(): Promise<never> {
  throw new Error(`The server stopped at once. Its log:\n${await readFile(join(folder, 'server.log'), 'utf8')}`);
}

async function end(code: number): Promise<never> {
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}
