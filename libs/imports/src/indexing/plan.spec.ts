import { expect, it } from 'vitest';
import { planIndexing } from './plan.js';

const objects = (...keys: string[]) => keys.map((key) => ({ key, size: 1, etag: `etag of ${key}` }));
const known = (...keys: string[]) =>
  objects(...keys).map((object) => ({
    ...object,
    size: BigInt(object.size),
    state: 'indexed',
    reader: 'now',
    versionId: 'v',
  }));
const bucket = objects(
  'cats/README.md',
  'cats/model.json',
  'cats/weights/group1-shard1of1.bin',
  'dogs.keras',
  'notes.txt',
  'photos/1.jpg',
  'photos/2.bin',
);

it('sorts objects into models', () => {
  const { read, ignored } = planIndexing(bucket, [], 'now');
  expect(read.map(({ main, objects }) => [main, objects.map(({ key }) => key)])).toEqual([
    ['cats/model.json', ['cats/model.json', 'cats/README.md', 'cats/weights/group1-shard1of1.bin']],
    ['dogs.keras', ['dogs.keras', 'photos/2.bin']],
  ]);
  expect(ignored).toBe(2);
});

const read = (there: Parameters<typeof planIndexing>[0], before: Parameters<typeof planIndexing>[1]) =>
  planIndexing(there, before, 'now').read.map(({ main }) => main);

it('reads nothing twice', () => {
  const before = known(...bucket.map(({ key }) => key));
  expect(planIndexing(bucket, before, 'now')).toMatchObject({
    read: [],
    gone: [],
    unchanged: ['cats/model.json', 'dogs.keras'],
  });
});

it('reads a model again when any of its objects came, changed or went', () => {
  const before = known(...bucket.map(({ key }) => key));
  const changed = bucket.map((object) => (object.key.startsWith('cats/weights') ? { ...object, etag: 'new' } : object));
  expect(read(changed, before)).toEqual(['cats/model.json']);
  expect(read([...bucket, ...objects('cats/LICENSE')], before)).toEqual(['cats/model.json']);
  expect(
    read(
      bucket.filter(({ key }) => key !== 'cats/README.md'),
      before,
    ),
  ).toEqual(['cats/model.json']);
});

it('tells which models are gone, once', () => {
  const before = known(...bucket.map(({ key }) => key));
  const left = bucket.filter(({ key }) => !key.startsWith('cats/'));
  expect(planIndexing(left, before, 'now').gone.map(({ key }) => key)).toEqual(['cats/model.json']);
  const marked = before.map((object) => (object.key.startsWith('cats/') ? { ...object, state: 'gone' } : object));
  expect(planIndexing(left, marked, 'now').gone).toEqual([]);
  expect(read(bucket, marked)).toEqual(['cats/model.json']);
});

it('does not read again what turned out to be no model', () => {
  const list = objects('package.json', 'cats/model.json', 'cats/README.md');
  const before = known(...list.map(({ key }) => key)).map((object) =>
    object.key === 'package.json' ? { ...object, state: 'ignored', versionId: null } : object,
  );
  const left = list.filter(({ key }) => key === 'package.json');
  expect(planIndexing(left, before, 'now')).toMatchObject({
    read: [],
    unchanged: [],
    ignored: 1,
    forgotten: ['cats/README.md'],
  });
  expect(
    read(
      left.map((object) => ({ ...object, etag: 'new' })),
      before,
    ),
  ).toEqual(['package.json']);
});

it('reads again what other code refused', () => {
  const before = known(...bucket.map(({ key }) => key)).map((object) =>
    object.key === 'dogs.keras' ? { ...object, state: 'refused', reader: 'earlier' } : { ...object, reader: 'earlier' },
  );
  expect(read(bucket, before)).toEqual(['dogs.keras']);
  expect(planIndexing(bucket, before, 'earlier').read).toEqual([]);
});

it('takes a model.json beside a Keras file for the architecture of its weights', () => {
  const pair = objects('dogs/model.json', 'dogs/weights.h5');
  expect(planIndexing(pair, [], 'now')).toMatchObject({
    read: [{ main: 'dogs/weights.h5', objects: [{}, {}] }],
    ignored: 0,
  });
  const before = known('dogs/model.json', 'dogs/weights.h5');
  expect(planIndexing(pair, before, 'now')).toMatchObject({ read: [], unchanged: ['dogs/weights.h5'] });
  expect(planIndexing([], before, 'now').gone.map(({ key }) => key)).toEqual(['dogs/weights.h5']);
  const both = objects('cats/model.json', 'cats/group1-shard1of1.bin', 'cats/model.h5');
  expect(read(both, [])).toEqual(['cats/model.json', 'cats/model.h5']);
});
