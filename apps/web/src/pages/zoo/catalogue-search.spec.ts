import { expect, it } from 'vitest';
import { addCounts, type CatalogueEntry, countCatalogue, searchCatalogue } from './catalogue-search';
import { readSearch } from './search-state';

const entry = (name: string, facts: Partial<CatalogueEntry>): CatalogueEntry => ({
  name,
  title: `${name}, ImageNet`,
  url: `https://models.example/${name}.h5`,
  source: 'https://models.example',
  format: 'keras-weights',
  application: 'MobileNet',
  includesTop: false,
  license: 'apache-2.0',
  task: 'feature-extraction',
  inputSize: [224, 224],
  preprocessing: 'tf',
  parameters: 1,
  outline: [],
  ...facts,
});
const classifier = { task: 'image-classification', format: 'tfjs-layers', includesTop: true } as const;
const catalogue = [
  entry('mobilenet-025-224-tfjs', { ...classifier, title: 'MobileNet 0.25 for TensorFlow.js', parameters: 475_544 }),
  entry('mobilenet-100-224-tfjs', { ...classifier, title: 'MobileNet 1.0 for TensorFlow.js', parameters: 4_253_864 }),
  entry('mobilenet-100-224', { parameters: 3_228_864 }),
  entry('resnet-50-224', { application: 'ResNet50', license: null, parameters: 23_587_712 }),
  entry('densenet-121-224', { application: 'DenseNet121', license: 'bsd-3-clause', parameters: 7_037_504 }),
];
const found = (search: string) =>
  searchCatalogue(catalogue, readSearch(new URLSearchParams(search))).map(({ name }) => name);

it('finds words by their beginnings, all of them', () => {
  expect(found('query=mobil+tensorflow')).toEqual(['mobilenet-025-224-tfjs', 'mobilenet-100-224-tfjs']);
  expect(found('query=mobil+resnet')).toEqual([]);
});

it('heeds the filters that entries can answer, and is left out by the others', () => {
  expect(found('license=bsd-3-clause').length).toBeGreaterThan(0);
  expect(found('license=bsd-3-clause').every((name) => name.startsWith('densenet'))).toBe(true);
  expect(found('format=tfjs-layers')).toHaveLength(2);
  for (const search of ['owner=starter', 'tag=base', 'size=tiny']) expect(found(search)).toEqual([]);
});

it('counts what another choice would give, together with the zoo', () => {
  const counts = countCatalogue(catalogue, readSearch(new URLSearchParams('format=tfjs-layers')));
  expect(counts.task).toEqual([{ value: 'image-classification', count: 2 }]);
  expect(counts.format?.map(({ value }) => value)).toEqual(['tfjs-layers', 'keras-weights']);
  const none = { size: [], license: [], architecture: [], tag: [], owner: [] };
  const zoo = { ...none, task: [{ value: 'other', count: 1 }], format: [{ value: 'tfjs-layers', count: 7 }] };
  const both = addCounts(zoo, counts);
  expect(both.task).toEqual([
    { value: 'image-classification', count: 2 },
    { value: 'other', count: 1 },
  ]);
  expect(both.format).toContainEqual({ value: 'tfjs-layers', count: 9 });
});

it('sorts the smallest first where that is asked for', () => {
  const sizes = searchCatalogue(catalogue, readSearch(new URLSearchParams('sort=size'))).map((one) => one.parameters);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});
