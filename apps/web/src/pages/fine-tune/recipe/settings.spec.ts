import { expect, it } from 'vitest';
import document from '../../../../../../docs/openapi.json';
import { PARTS, recipeOf, settingsOf, valueIn, widthsOf, withSetting } from './settings';

const recipe = {
  epochs: 30,
  seed: 1,
  head: { hidden: [128], dropout: 0.5 },
  split: { train: 0.8, validation: 0.1, test: 0.1 },
};

it('has every part that the API describes', () => {
  const { Recipe, HeadRecipe } = document.components.schemas;
  const described = [
    ...Object.keys(Recipe.properties).filter((part) => part !== 'head'),
    ...Object.keys(HeadRecipe.properties).map((part) => `head.${part}`),
  ];
  expect([...PARTS].sort()).toEqual(described.sort());
});

it('sends what is set, each part where it belongs', () => {
  expect(recipeOf({})).toEqual({});
  expect(recipeOf({ epochs: 5, 'head.hidden': [], 'head.dropout': 0 })).toEqual({
    epochs: 5,
    head: { hidden: [], dropout: 0 },
  });
});

it('takes over from a run what its owner had set, and lets the rest be chosen anew', () => {
  const settings = settingsOf(recipe, { seed: 'why', 'head.dropout': 'why' });
  expect(settings).toEqual({ epochs: 30, 'head.hidden': [128], split: recipe.split });
  expect(recipeOf(settings)).toEqual({ epochs: 30, head: { hidden: [128] }, split: recipe.split });
});

it('sets a part and gives it back', () => {
  expect(withSetting(withSetting({}, 'epochs', 5), 'seed', 0)).toEqual({ epochs: 5, seed: 0 });
  expect(withSetting({ epochs: 5, seed: 0 }, 'epochs', undefined)).toEqual({ seed: 0 });
  expect(valueIn(recipe, 'head.dropout')).toBe(0.5);
  expect(valueIn(undefined, 'head.dropout')).toBeUndefined();
});

it('reads widths of layers', () => {
  expect(widthsOf('128, 64')).toEqual([128, 64]);
  expect(widthsOf('')).toEqual([]);
  expect(widthsOf('a lot')).toBeNull();
});
