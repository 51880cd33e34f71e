import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedService } from './support/shared.js';

const service = sharedService();
const LITE = 'starter/efficientnet-lite0';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-verify-'));
  for (;;) if ((await service.call('GET', '/models')).total >= 2) break; // the starter zoo is put in in the background
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

it('runs each file of a model on each engine that can read it', async () => {
  const { code, json } = await service.graft('verify', LITE, '--json');
  expect(code).toBe(0);
  expect(json.agrees).toBe(true);
  expect(json.files.map(({ file, engine, agrees }: Record<string, unknown>) => [file, engine, agrees])).toEqual([
    ['tfjs/model.json', 'onnxruntime', true],
    ['tfjs/model.json', 'tfjs-wasm', true],
    ['onnx/model.onnx', 'onnxruntime', true],
    ['keras/model.h5', 'onnxruntime', true],
    ['keras/model.h5', 'tfjs-wasm', true],
    ['keras/model.keras', 'onnxruntime', true],
    ['keras/model.keras', 'tfjs-wasm', true],
  ]);
});

it('verifies a folder without a server, and says which files disagree when its preprocessing is another', async () => {
  await service.graft('pull', LITE, '--no-top', '--pooling', 'avg', '-o', folder);
  expect(await service.graft('verify', folder)).toMatchObject({ code: 0, stdout: expect.stringContaining('agrees') });
  const path = join(folder, 'preprocessing.json');
  const preprocessing = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...preprocessing, channelOrder: 'bgr' }));
  const { code, stdout, stderr } = await service.graft('verify', folder);
  expect(code).toBe(1);
  expect(stdout).toMatch(/model\.json +tfjs-wasm +\S+ +DISAGREES/);
  expect(stderr).toContain('2 results of');
});

it('says what a folder lacks', async () => {
  await rm(join(folder, 'test.json'));
  const { code, stderr } = await service.graft('verify', folder);
  expect(code).toBe(1);
  expect(stderr).toContain('has no test.json. Download the model again with `graft pull`.');
});

it('imports a pulled file with the labels and the preprocessing that were written next to it', async () => {
  const pulled = join(folder, 'keras');
  await service.graft('pull', LITE, '--format', 'keras', '-o', pulled);
  const { json } = await service.graft(
    'import',
    join(pulled, 'model.h5'),
    '--name',
    'owner/again',
    '--dry-run',
    '--json',
  );
  expect(json.preview.preprocessing).toMatchObject({ from: 'preprocessing.json', value: { resize: 'crop' } });
  expect(json.preview.labels).toMatchObject({ from: 'labels.json' });
  const both = await service.graft('import', pulled, '--name', 'owner/again');
  expect(both.stderr).toContain('more than one model: model.h5, model.keras. Import one of them by its file.');
});
