import { expect, it } from 'vitest';
import document from '../../../../../../docs/openapi.json';
import { acceptedIn } from './schema';
import { PARTS } from './settings';

const accepted = (part: Parameters<typeof acceptedIn>[1]) => acceptedIn(document as never, part);

it('finds ranges and choices where the API describes them', () => {
  expect(accepted('epochs')).toMatchObject({ minimum: 1, maximum: 1000 });
  expect(accepted('head.dropout')).toMatchObject({ minimum: 0, maximum: 0.95 });
  expect(accepted('head.hidden')).toMatchObject({ minimum: 1, maximum: 8192 });
  expect(accepted('split.test')).toMatchObject({ minimum: 0.01, maximum: 0.9 });
  expect(accepted('optimizer').enum).toContain('adam');
});

it('finds every part', () => {
  for (const part of PARTS) expect(accepted(part), part).not.toEqual({});
});
