import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cardText, licenseIn, retitled, tagsIn } from './card-text';
import { asName, nameOfFile } from './model-name';

describe('what the publishing form sends', () => {
  it('is a card that the server reads', () => {
    const frontMatter = {
      license: 'mit',
      tags: ['cats: and dogs', '# no comment'],
      'model-index': [{ name: "a'b\n" }],
    };
    const card = { frontMatter, body: '# ada/pets\n\nText' };
    const [, head, body] = cardText(card).split('---\n');
    expect(parse(head!)).toEqual(frontMatter);
    expect(body!.trim()).toBe(card.body);
    expect(licenseIn(card)).toBe('mit');
    expect(tagsIn(card)).toEqual(['cats: and dogs', '# no comment']);
  });

  it('has the new name as heading, where the old one was', () => {
    expect(retitled('# pets\n\npets', 'pets', 'cats')).toBe('# cats\n\npets');
    expect(retitled('# Pets', 'pets', 'cats')).toBe('# Pets');
  });
});

describe('names', () => {
  it.each([
    ['My Pets', 'my-pets'],
    ['Été_2026', 'ete-2026'],
    ['-x', 'x'],
    ['pets-', 'pets-'], // the user continues typing
  ])('%s becomes %s', (typed, name) => expect(asName(typed)).toBe(name));

  it.each([
    ['fer2013_mini_XCEPTION.119-0.65.hdf5', 'fer2013-mini-xception-119-0-65'],
    ['folder/model.weights.h5', 'model'],
    ['model.json', 'model'],
  ])('%s is proposed as %s', (file, name) => expect(nameOfFile(file)).toBe(name));
});
