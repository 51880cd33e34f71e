import { expect, it } from 'vitest';
import { comparisonText } from './compare-view.js';
import type { Run } from './runs.js';

const run = (id: string, part: Partial<Run>): Run => ({
  id,
  task: 'image-classification',
  status: 'succeeded',
  base: { ref: 'starter/efficientnet-lite0@1', digest: 'b' },
  dataset: { ref: 'owner/pets@1', digest: 'd', deleted: false },
  recipe: { optimizer: 'adam', epochs: 10, head: { hidden: [128] } },
  reasons: {},
  engine: null,
  artifactDigest: null,
  accuracy: null,
  published: null,
  problem: null,
  evaluation: null,
  history: [],
  seconds: {},
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: '2026-01-01T00:00:00Z',
  finishedAt: '2026-01-01T00:00:12Z',
  ...part,
});

it('puts runs side by side, with the parts of their recipes that differ alone', () => {
  const other = run('2', { status: 'failed', recipe: { optimizer: 'sgd', epochs: 10, head: { hidden: [] } } });
  const text = comparisonText([run('1', {}), other]);
  const rows = text.split('\n').map((line) => line.split(/ {2,}/));
  expect(rows).toContainEqual(['A', '1', 'starter/efficientnet-lite0@1', 'owner/pets@1']);
  expect(rows).toContainEqual(['status', 'succeeded', 'failed']);
  expect(rows).toContainEqual(['duration', '12 s', '12 s']);
  expect(rows).toContainEqual(['optimizer', 'adam', 'sgd']);
  expect(rows).toContainEqual(['head.hidden', '[128]', '[]']);
  expect(text).not.toMatch(/epochs +10|different data sets/);
});

it('says where figures do not compare', () => {
  const elsewhere = run('2', { dataset: { ref: 'owner/birds@1', digest: 'e', deleted: false } });
  expect(comparisonText([run('1', {}), elsewhere])).toContain('different data sets');
});
