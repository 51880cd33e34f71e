import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { loadClientConfig } from './client-config.js';
import { loadConfig } from './config.js';

it('needs nothing', () => {
  expect(loadConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, trainer: true });
});

it('reads S3 and lists', () => {
  const config = loadConfig({
    S3_ENDPOINT: 'http://127.0.0.1:9000',
    S3_ACCESS_KEY: 'a',
    S3_SECRET_KEY: 'b',
    GRAFT_IMPORT_ALLOW: 'a.example, b.example',
  });
  expect(config.s3).toMatchObject({ endpoint: 'http://127.0.0.1:9000', bucket: 'graft' });
  expect(config.importAllow).toEqual(['a.example', 'b.example']);
});

it.each([
  [{ GRAFT_PORT: 'abc' }, /port/],
  [{ GRAFT_TRAINER: 'maybe' }, /trainer/],
  [{ S3_ENDPOINT: 'http://127.0.0.1:9000' }, /accessKey/],
])('refuses %o by name', (env, message) => {
  expect(() => loadConfig(env)).toThrow(message);
});

it('takes passwords from files', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'graft-config-')), 'secret');
  writeFileSync(file, 'p@ss\n');
  const config = loadConfig({
    DATABASE_URL: 'postgres://graft@db:5432/graft',
    DATABASE_PASSWORD_FILE: file,
    S3_ENDPOINT: 'http://minio:9000',
    S3_ACCESS_KEY: 'graft',
    S3_SECRET_KEY_FILE: file,
  });
  rmSync(dirname(file), { recursive: true });
  expect(config.databaseUrl).toBe('postgres://graft:p%40ss@db:5432/graft');
  expect(config.s3?.secretKey).toBe('p@ss');
});

it('refuses a server address that is none', () => {
  expect(() => loadClientConfig({ GRAFT_URL: 'localhost:3000' })).toThrow('GRAFT_URL is "localhost:3000"');
  expect(loadClientConfig({ GRAFT_URL: 'http://h:1/' }).url).toBe('http://h:1');
});
