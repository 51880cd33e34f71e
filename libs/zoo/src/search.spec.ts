import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, type OpenedDatabase, type Prisma } from '#graft/database';
import { openThrowAway } from '../../database/src/testing/kept-database.js';
import { Search, type SearchOptions } from './search.js';
import { SearchCounts } from './search-counts.js';
import { SIZES } from './search-query.js';

const MODELS = 2_000;
/** Every hundredth is private. */
const PUBLIC = 0.99 * MODELS;
const TASKS = ['image-classification', 'multi-label-image-classification', 'feature-extraction', 'other'];
const LICENSES = ['mit', 'apache-2.0', 'bsd-3-clause', 'cc-by-4.0', null];
const FORMATS = ['tfjs-layers', 'keras-hdf5', 'keras-v3'];
const ARCHITECTURES = ['MobileNetV2', 'InceptionV3', 'ResNet50', 'EfficientNetB0', null];
const SUBJECTS = ['cats', 'birds', 'mushrooms', 'flowers', 'cars', 'x-rays', 'leaves', 'insects', 'coins', 'ships'];

let opened: OpenedDatabase;
let database: Database;
let search: Search;
let accounts: { id: string }[];

beforeAll(async () => {
  opened = await openThrowAway();
  database = opened.database;
  search = new Search(database, new SearchCounts(database));
  accounts = await database.account.createManyAndReturn({
    data: [{ name: 'ada' }, { name: 'bob' }],
    select: { id: true },
  });
  for (let start = 0; start < MODELS; start += 1000)
    await database.model.createMany({ data: Array.from({ length: 1000 }, (_, index) => row(start + index)) });
  await database.$executeRaw`ANALYZE "Model"`;
}, 120_000);

afterAll(() => opened.close());

/** What is private is bob's; everything else follows from the number. */
function row(index: number): Prisma.ModelCreateManyInput {
  const pick = <T>(values: T[]) => values[(index * 7 + values.length) % values.length]!;
  const subject = pick(SUBJECTS);
  return {
    namespace: `team-${index % 40}`,
    name: `${subject}-${index}`,
    accountId: accounts[index % 2]!.id,
    visibility: index % 100 === 1 ? 'private' : 'public',
    title: `Tells ${subject} apart, take ${index}`,
    summary: `A network for ${subject}, fine-tuned on photographs of ${pick(['gardens', 'streets', 'museums'])}.`,
    task: pick(TASKS),
    license: pick(LICENSES),
    tags: [subject, `set-${index % 50}`, index % 2 ? 'odd' : 'even'],
    formats: [pick(FORMATS)],
    architecture: pick(ARCHITECTURES),
    inputSize: [224, 224],
    parameters: 1000 * index,
    bytes: ((index * 37) % 5000) * 40_000,
    downloads: (index * 13) % 700,
    updatedAt: new Date(Date.UTC(2026, 0, 1) + ((index * 17) % MODELS) * 1000),
  };
}

const bob = () => ({ accountId: accounts[1]!.id, name: 'bob', scopes: ['read' as const] });
const admin = () => ({ accountId: accounts[0]!.id, name: 'ada', scopes: ['admin' as const] });

async function walk(options: SearchOptions, each?: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await search.models({ ...options, cursor }, null);
    names.push(...page.items.map((model) => model.name));
    cursor = page.nextCursor ?? undefined;
    await each?.();
  } while (cursor !== undefined);
  return names;
}

it('shows what a caller may see, and counts only that', async () => {
  expect((await search.models({}, null)).total).toBe(PUBLIC);
  expect((await search.models({}, bob())).total).toBe(MODELS);
  expect((await search.models({}, admin())).total).toBe(MODELS);
  const owners = (await search.models({ owner: ['team-1'] }, null)).total;
  expect(owners).toBe(50 - 10);
});

it('leaves out hidden models', async () => {
  const { id } = await database.model.findFirstOrThrow({ where: { name: 'cats-0' } });
  await database.model.update({ where: { id }, data: { hidden: true } });
  expect((await search.models({ query: 'cats-0' }, null)).items.map(({ name }) => name)).not.toContain('cats-0');
  await database.model.update({ where: { id }, data: { hidden: false } });
});

it.each(['mushrooms', 'mushroom', 'mush', 'MUSHROOMS tell', 'the mushrooms'])(
  'finds words and their beginnings: %s',
  async (query) => {
    const { total, items } = await search.models({ query }, null);
    expect(total).toBe(await database.model.count({ where: { tags: { has: 'mushrooms' }, visibility: 'public' } }));
    expect(items.every((model) => model.tags.includes('mushrooms'))).toBe(true);
  },
);

it('finds a model by its whole name, and takes what is no word', async () => {
  const target = await database.model.findFirstOrThrow({ where: { namespace: 'team-7', visibility: 'public' } });
  expect((await search.models({ query: `team-7/${target.name}` }, null)).items[0]?.name).toBe(target.name);
  for (const query of [`'; DROP TABLE "Model"`, '&|!:*', 'the', '   '])
    await expect(search.models({ query }, null)).resolves.toBeDefined();
});

it('counts what another choice would give', async () => {
  const { facets, total } = await search.models({ task: ['other'], license: ['mit'] }, null);
  expect(total).toBe(await database.model.count({ where: { task: 'other', license: 'mit', visibility: 'public' } }));
  const tasks = Object.fromEntries(facets.task.map(({ value, count }) => [value, count]));
  expect(tasks.other).toBe(total);
  expect(Object.keys(tasks).sort()).toEqual(
    [
      ...new Set(
        (await database.model.findMany({ where: { license: 'mit', visibility: 'public' } })).map((m) => m.task),
      ),
    ].sort(),
  );
  expect(facets.format.reduce((sum, { count }) => sum + count, 0)).toBe(total);
});

it('sorts models into sizes by their bytes', async () => {
  const { facets, total, items } = await search.models({ size: ['small'], sort: 'size' }, null);
  const between = { gt: 5_000_000, lte: 25_000_000 };
  expect(total).toBe(await database.model.count({ where: { bytes: between, visibility: 'public' } }));
  expect(items[0]!.bytes).toBeGreaterThan(between.gt);
  expect(facets.size.map(({ value }) => value).sort()).toEqual([...SIZES].sort());
  expect(facets.size.reduce((sum, { count }) => sum + count, 0)).toBe(PUBLIC);
});

it('wants every tag, and any of the values of another facet', async () => {
  const both = await search.models({ tag: ['cats', 'odd'] }, null);
  expect(both.items.every(({ tags }) => tags.includes('cats') && tags.includes('odd'))).toBe(true);
  const either = await search.models({ license: ['mit', 'apache-2.0'] }, null);
  expect(either.total).toBe(
    await database.model.count({ where: { license: { in: ['mit', 'apache-2.0'] }, visibility: 'public' } }),
  );
});

it.each(['updated', 'downloads', 'name', 'size', 'relevance'] as const)(
  'pages through all, once each: %s',
  async (sort) => {
    const names = await walk({ query: 'ships', sort, limit: 97 });
    const count = await database.model.count({ where: { tags: { has: 'ships' }, visibility: 'public' } });
    expect(names).toHaveLength(count);
    expect(new Set(names).size).toBe(count);
  },
);

it('keeps its place while models come', async () => {
  let added = MODELS;
  const insert = () => database.model.create({ data: { ...row(added++), tags: ['coins'], updatedAt: new Date() } });
  const expected = await database.model.count({ where: { tags: { has: 'coins' }, visibility: 'public' } });
  const names = await walk({ tag: ['coins'], sort: 'updated', limit: 60 }, insert);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(expected);
  await database.model.deleteMany({
    where: {
      createdAt: { gt: new Date(0) },
      name: { in: Array.from({ length: added - MODELS }, (_, i) => row(MODELS + i).name) },
    },
  });
});

it.each(['nonsense', Buffer.from('["updated","x","y"]').toString('base64url')])(
  'refuses the cursor %s',
  async (cursor) => {
    await expect(search.models({ cursor }, null)).rejects.toThrow('cursor');
  },
);

it('counts what has just changed', async () => {
  const { id } = await database.model.findFirstOrThrow({ where: { license: 'mit', visibility: 'public' } });
  const before = await search.models({ license: ['mit'] }, null);
  await database.model.update({ where: { id }, data: { license: 'gpl-3.0', updatedAt: new Date() } });
  const after = await search.models({ license: ['mit'] }, null);
  expect(after.total).toBe(before.total - 1);
  expect(after.facets.license).toContainEqual({ value: 'gpl-3.0', count: 1 });
});
