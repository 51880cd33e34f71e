import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { loadClientConfig } from './client-config.js';
import { loadConfig } from './config.js';

it('needs nothing', () => {
  expect(loadConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, trainer: true });
  expect(loadConfig({ GRAFT_PORT: '', S3_ENDPOINT: '' })).toEqual(loadConfig({}));
});

it('reads S3 and lists', () => {
  const config = loadConfig({
    S3_ENDPOINT: 'http://127.0.0.1:9000',
    S3_ACCESS_KEY: 'a',
    S3_SECRET_KEY: 'b',
    GRAFT_IMPORT_ALLOW: 'a.example, b.example',
    GRAFT_INDEX_ALLOW: 's3://models/zoo/, /srv/models',
  });
  expect(config.s3).toMatchObject({ endpoint: 'http://127.0.0.1:9000', bucket: 'graft' });
  expect(config.importAllow).toEqual(['a.example', 'b.example']);
  expect(config.indexAllow).toEqual([
    { kind: 's3', bucket: 'models', prefix: 'zoo' },
    { kind: 'folder', path: '/srv/models' },
  ]);
});

it.each([
  [{ GRAFT_PORT: 'abc' }, 'GRAFT_PORT is "abc"; a whole number from 0 to 65535 is accepted'],
  [{ GRAFT_PORT: '65536' }, 'GRAFT_PORT is "65536"'],
  [{ GRAFT_THREADS: '0' }, 'GRAFT_THREADS is "0"; a whole number of 1 or more is accepted'],
  [{ GRAFT_THREADS: '1.5' }, 'GRAFT_THREADS is "1.5"'],
  [{ GRAFT_TRAINER: 'maybe' }, 'GRAFT_TRAINER is "maybe"; true or false is accepted'],
  [{ GRAFT_TRAINER: 'constructor' }, 'GRAFT_TRAINER is "constructor"'],
  [{ GRAFT_LOG_LEVEL: 'loud' }, 'GRAFT_LOG_LEVEL is "loud"; one of fatal, error'],
  [
    { GRAFT_INDEX_ALLOW: 's3://models, models, s3://Models' },
    'GRAFT_INDEX_ALLOW: "models" is not a source of models: it neither begins with s3:// nor is an absolute path; s3://bucket, s3://bucket/prefix or the absolute path of a folder is accepted; GRAFT_INDEX_ALLOW: "s3://Models" is not',
  ],
  [{ S3_ENDPOINT: 'http://127.0.0.1:9000' }, 'S3_ACCESS_KEY is not set; S3_SECRET_KEY is not set'],
  [{ S3_ENDPOINT: 'minio:9000', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' }, 'S3_ENDPOINT is "minio:9000"'],
])('refuses %o by name', (env, message) => {
  expect(() => loadConfig(env)).toThrow(message);
});

it('takes flags and numbers, and the command line before the environment', () => {
  const config = loadConfig({ GRAFT_TRAINER: '0', GRAFT_STARTER: 'true', GRAFT_PORT: '1' }, { GRAFT_PORT: '2' });
  expect(config).toMatchObject({ trainer: false, starter: true, port: 2 });
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

it('refuses a database address that is none, without repeating the password in it', () => {
  const load = () => loadConfig({ DATABASE_URL: 'graft:secret@somewhere' });
  expect(load).toThrow(/DATABASE_URL is not a URL/);
  expect(load).not.toThrow(/secret/);
});

it('refuses a server address that is none', () => {
  expect(() => loadClientConfig({ GRAFT_URL: 'localhost:3000' })).toThrow('GRAFT_URL is "localhost:3000"');
  expect(loadClientConfig({ GRAFT_URL: 'http://h:1/' }).url).toBe('http://h:1');
});
