import { expect, it } from 'vitest';
import { surveyEngines } from './survey.js';

it('says of every engine whether it runs here, and why', async () => {
  const reports = await surveyEngines();
  expect(reports.map(({ name, usedFor }) => [name, usedFor])).toEqual([
    ['onnxruntime', 'inference'],
    ['tfjs-node-gpu', 'training'],
    ['tfjs-wasm', 'training'],
    ['tfjs-cpu', 'training'],
  ]);
  expect(reports.find(({ name }) => name === 'onnxruntime')).toMatchObject({ available: true, version: '1.30.0' });
  expect(reports.find(({ name }) => name === 'tfjs-wasm')).toMatchObject({ available: true, version: '4.22.0' });
  for (const { why } of reports) expect(why).not.toBe('');
});
