import { describe, expect, it } from 'vitest';
import { isClutter } from '../../../found-files';
import { classesOf } from './folders';

const classes = (...paths: string[]) => [...classesOf(paths).values()];

describe('classes of dropped files', () => {
  it('are the folders they lie in', () => {
    expect(classes('cat/1.jpg', 'dog/2.jpg')).toEqual(['cat', 'dog']);
  });

  it('looks through a folder that wraps them', () => {
    expect(classes('pets/photos/cat/1.jpg', 'pets/photos/dog/2.jpg')).toEqual(['cat', 'dog']);
  });

  it('takes a single folder of images for a class', () => {
    expect(classes('cat/1.jpg', 'cat/2.jpg')).toEqual(['cat', 'cat']);
  });

  it('keeps a class whose images lie in folders of their own', () => {
    expect(classes('cat/1.jpg', 'cat/tabby/2.jpg', 'dog/3.jpg')).toEqual(['cat', 'cat', 'dog']);
    expect(classes('cat/1.jpg', 'cat/tabby/2.jpg')).toEqual(['cat', 'cat']);
  });

  it('puts the parts of a split together', () => {
    expect(classes('pets/train/cat/1.jpg', 'pets/test/cat/2.jpg', 'pets/test/dog/3.jpg')).toEqual([
      'cat',
      'cat',
      'dog',
    ]);
  });

  it('has none for a file that lies in no folder', () => {
    expect(classes('1.jpg', 'cat/2.jpg')).toEqual([null, 'cat']);
    expect(classes()).toEqual([]);
  });
});

it('passes over what operating systems leave', () => {
  expect(['cat/.DS_Store', '__MACOSX/cat/1.jpg', 'cat/Thumbs.db', 'cat/1.jpg'].map(isClutter)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
