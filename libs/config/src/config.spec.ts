import { expect, it } from 'vitest';
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
