import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findServer, rememberLogin } from './connection.js';

let dataDir: string;
let homeDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'graft-data-'));
  homeDir = join(dataDir, 'home');
});
afterEach(() => rm(dataDir, { recursive: true }));

const local = async (pid = process.pid) => {
  await writeFile(join(dataDir, 'server.json'), JSON.stringify({ url: 'http://127.0.0.1:4000', pid }));
  await writeFile(join(dataDir, 'token'), 'graft_local\n');
};

it('takes the server that runs on the data folder', async () => {
  await local();
  expect(await findServer({ dataDir, homeDir })).toEqual({ url: 'http://127.0.0.1:4000', token: 'graft_local' });
});

it('passes over a server that has ended', async () => {
  await local(2 ** 22 + 1);
  expect(await findServer({ dataDir, homeDir })).toEqual({ url: 'http://127.0.0.1:3000', token: null });
});

it('sends a local token to no other server', async () => {
  await local();
  const found = await findServer({ dataDir, homeDir, url: 'https://elsewhere.example' });
  expect(found).toEqual({ url: 'https://elsewhere.example', token: null });
});

it('remembers a login in a file of its own, which only its owner may read', async () => {
  await rememberLogin({ dataDir, homeDir }, { url: 'https://team.example', token: 'graft_team' });
  expect(await findServer({ dataDir, homeDir })).toEqual({ url: 'https://team.example', token: 'graft_team' });
  expect((await stat(join(homeDir, 'login.json'))).mode & 0o777).toBe(0o600);
});
