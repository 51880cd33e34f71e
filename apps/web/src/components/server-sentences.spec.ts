import { expect, it } from 'vitest';
import { wordsOf } from './server-sentences';

const sentences = { 'From # to # images.': 'De # à # images.', 'The file is empty.': 'Le fichier est vide.' };

it('finds a sentence, whatever numbers it has', () => {
  expect(wordsOf('From 12 to 340 images.', sentences)).toBe('De 12 à 340 images.');
  expect(wordsOf('The file is empty.', sentences)).toBe('Le fichier est vide.');
});

it('knows no sentence but those', () => {
  expect(wordsOf('From 12 images.', sentences)).toBeNull();
  expect(wordsOf('The file is empty.', {})).toBeNull();
});
