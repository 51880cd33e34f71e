import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recipeOf } from './recipe.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'graft-recipe-'))));
afterAll(() => rm(folder, { recursive: true }));

it('is empty where nothing is set', async () => {
  expect(await recipeOf({})).toEqual({});
});

it('reads YAML and JSON, and lets the flags win', async () => {
  const yaml = join(folder, 'recipe.yaml');
  await writeFile(yaml, 'epochs: 5\nhead:\n  dropout: 0.5\n  hidden: [64]\n');
  const options = { recipe: yaml, epochs: '9', hidden: '128,32', inputSize: '160,160', unfreeze: 'none' };
  expect(await recipeOf(options)).toEqual({
    epochs: 9,
    freeze: 'backbone',
    inputSize: [160, 160],
    head: { dropout: 0.5, hidden: [128, 32] },
  });
  await writeFile(join(folder, 'recipe.json'), '{"seed": 7}');
  expect(await recipeOf({ recipe: join(folder, 'recipe.json'), hidden: 'none' })).toEqual({
    seed: 7,
    head: { hidden: [] },
  });
});

it('leaves what is no number to the server', async () => {
  expect(await recipeOf({ epochs: 'many' })).toEqual({ epochs: 'many' });
});

it('names the file that cannot be used', async () => {
  const broken = join(folder, 'broken.yaml');
  await writeFile(broken, 'a: [1\n');
  await expect(recipeOf({ recipe: broken })).rejects.toThrow(broken);
  await writeFile(broken, '- 1\n');
  await expect(recipeOf({ recipe: broken })).rejects.toThrow('is not an object of settings');
  await expect(recipeOf({ recipe: join(folder, 'none') })).rejects.toThrow('ENOENT');
});
