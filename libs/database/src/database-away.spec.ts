import { expect, it } from 'vitest';
import { databaseAway } from './database-away.js';
import { Prisma } from './generated/client.js';

const known = (code: string, meta?: object) =>
  new Prisma.PrismaClientKnownRequestError('no', { code, clientVersion: '7', meta: { ...meta } });

it.each([
  new Error('Connection terminated unexpectedly'),
  new Error('Client has encountered a connection error and is not queryable'),
  new Error('timeout exceeded when trying to connect'),
  known('P2028'),
  known('P2010', { driverAdapterError: { cause: { kind: 'postgres', originalCode: '57P01' } } }),
])('takes "%s" for a database that is away', (error) => {
  expect(databaseAway(error)).toMatchObject({ status: 503 });
});

it.each([new Error('No such column'), known('P2002'), null])('takes "%s" for something else', (error) => {
  expect(databaseAway(error)).toBeNull();
});
