import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AccountsModule } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { Database, DatabaseModule } from '#graft/database';
import { placeKeptDatabase } from '../../database/src/testing/kept-database.js';
import { Jobs, JobsModule, type JobHandler } from './index.js';

@Module({})
class App {}

it('is part of an application, whose unfinished jobs its next start goes on with', async () => {
  const config = Object.assign(new Config(), { dataDir: await mkdtemp(join(tmpdir(), 'graft-jobs-')) });
  await placeKeptDatabase(config.dataDir);
  const attempts: number[] = [];
  const handler: JobHandler = {
    kind: 'run',
    async work(_, { attempt, signal }) {
      attempts.push(attempt);
      if (attempt === 1) await once(signal, 'abort').then(() => signal.throwIfAborted());
    },
  };
  const start = () =>
    NestFactory.createApplicationContext(
      {
        module: App,
        imports: [ConfigModule.of(config), DatabaseModule, AccountsModule, JobsModule.forRoot({ work: ['run'] })],
        providers: [{ provide: 'handler', inject: [Jobs], useFactory: (jobs: Jobs) => jobs.register(handler) }],
      },
      { logger: false },
    );
  const until = async (condition: () => boolean | Promise<boolean>) =>
    expect.poll(condition, { timeout: 10_000 }).toBe(true);

  const first = await start();
  const { id: accountId } = await first.get(Database).account.create({ data: { name: 'a' } });
  const { id } = await first.get(Jobs).create({ kind: 'run', accountId, input: {} });
  await until(() => attempts.length === 1);
  await first.close();

  const second = await start();
  await until(async () => (await second.get(Jobs).find(id)).status === 'succeeded');
  expect(attempts).toEqual([1, 2]);
  expect(await second.get(Jobs).find(id)).toMatchObject({ crashes: 0 });
  await second.close();
  await rm(config.dataDir, { recursive: true });
});
