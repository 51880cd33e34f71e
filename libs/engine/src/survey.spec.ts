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
  const version = expect.stringMatching(/^\d+\.\d+\.\d+$/) as string;
  for (const engine of ['onnxruntime', 'tfjs-wasm'])
    expect(reports.find(({ name }) => name === engine)).toMatchObject({ available: true, version });
  for (const { why } of reports) expect(why).not.toBe('');
});
