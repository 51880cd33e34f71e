import { Body, Controller, Get, INestApplication, Module, Post } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Conflict } from '#graft/problems';
import { crossOrigin, securityHeaders } from './http-policy.js';
import { jsonBodies } from './json-bodies.js';
import { ProblemFilter } from './problem.filter.js';
import { validation } from './validation.js';

class Head {
  @IsInt({ each: true })
  @Min(1, { each: true })
  units: number[];
}

class Order {
  @IsInt()
  @Min(1)
  @Max(10)
  epochs: number;
  @IsOptional()
  @ValidateNested()
  @Type(() => Head)
  head?: Head;
}

@Controller('api/v1')
class Kitchen {
  @Post('orders')
  order(@Body() order: Order) {
    return order;
  }
  @Get('taken')
  taken() {
    throw new Conflict('The name is taken.', { received: 'a/b' });
  }
  @Get('broken')
  broken() {
    throw new Error('password=hunter2');
  }
  @Get('full')
  full() {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }
  @Get('models/m')
  model() {
    return {};
  }
  @Get('models/gone')
  gone() {
    throw new Conflict('The model is gone.');
  }
}

@Module({ controllers: [Kitchen], providers: [{ provide: APP_FILTER, useClass: ProblemFilter }] })
class Restaurant {}

let app: INestApplication;
let url: string;

beforeAll(async () => {
  app = await NestFactory.create(Restaurant, { logger: false, bodyParser: false });
  app.use(securityHeaders());
  app.enableCors(crossOrigin);
  app.use(...jsonBodies());
  app.useGlobalPipes(validation());
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const problem = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${url}${path}`, init);
  expect(response.headers.get('content-type')).toMatch('application/problem+json');
  return (await response.json()) as Record<string, unknown>;
};
const order = (body: string) =>
  problem('/api/v1/orders', { method: 'POST', body, headers: { 'content-type': 'application/json' } });

it('keeps what a problem says', async () => {
  expect(await problem('/api/v1/taken')).toMatchObject({
    type: 'https://graft.dev/problems/conflict',
    status: 409,
    detail: 'The name is taken.',
    received: 'a/b',
  });
});

it('tells nothing of an unexpected error', async () => {
  const answer = await problem('/api/v1/broken');
  expect(answer).toMatchObject({ status: 500, type: 'https://graft.dev/problems/internal' });
  expect(JSON.stringify(answer)).not.toContain('hunter2');
});

it('says that the disk is full', async () => {
  expect(await problem('/api/v1/full')).toMatchObject({
    status: 507,
    detail: expect.stringContaining('disk is full') as string,
  });
});

it('names the route that is not there', async () => {
  expect(await problem('/api/v1/nothing')).toMatchObject({
    status: 404,
    detail: 'The API has no call GET /api/v1/nothing.',
  });
});

it('refuses malformed and huge bodies', async () => {
  expect(await order('{"epochs":')).toMatchObject({ status: 422, where: 'body' });
  expect(await order(JSON.stringify({ epochs: 'x'.repeat(1_100_000) }))).toMatchObject({ status: 413 });
});

it('lists every wrong field with where, received and accepted', async () => {
  const answer = await order('{"epochs":99,"head":{"units":[0]},"epoch":3}');
  expect(answer.status).toBe(422);
  expect(answer.errors).toEqual([
    { where: 'epoch', received: 3, accepted: 'unknown field; the known fields are epochs, head' },
    { where: 'epochs', received: 99, accepted: 'must not be greater than 10' },
    { where: 'head.units', received: [0], accepted: 'each value in units must not be less than 1' },
  ]);
});

it('opens reading of models to pages elsewhere, and nothing else', async () => {
  const headers = { origin: 'https://elsewhere.example' };
  for (const [path, status] of [
    ['models/m', 200],
    ['models/gone', 409],
    ['models/n', 404],
  ] as const) {
    const reading = await fetch(`${url}/api/v1/${path}`, { headers });
    expect([reading.status, reading.headers.get('access-control-allow-origin')]).toEqual([status, '*']);
  }
  const preflight = await fetch(`${url}/api/v1/models/m`, {
    method: 'OPTIONS',
    headers: {
      ...headers,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization,range',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-methods')).toContain('GET');
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,range');
  const other = await fetch(`${url}/api/v1/taken`, { headers });
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});

it('permits inline styles to the API page only', async () => {
  const policy = async (path: string) => (await fetch(`${url}${path}`)).headers.get('content-security-policy');
  expect(await policy('/api/docs')).toContain("style-src 'self' 'unsafe-inline'");
  expect(await policy('/')).toMatch(/style-src 'self' 'nonce-[^']+'(;|$)/);
});
