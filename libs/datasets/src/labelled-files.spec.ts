import { expect, it } from 'vitest';
import { labelByFolder } from './labelled-files.js';

const files = (paths: string[]) => labelByFolder(paths).files.map(({ name, label }) => `${label}: ${name}`);

it('takes a folder per class, sorted, however deep', () => {
  const {
    files: found,
    labels,
    strays,
  } = labelByFolder(['dog/b.jpg', 'dog/more/a.jpg', 'cat/1.jpg', 'README.md', 'bird/']);
  expect(found).toEqual([
    { path: 'cat/1.jpg', name: 'cat/1.jpg', label: 'cat' },
    { path: 'dog/b.jpg', name: 'dog/b.jpg', label: 'dog' },
    { path: 'dog/more/a.jpg', name: 'dog/more/a.jpg', label: 'dog' },
  ]);
  expect(labels).toEqual(['bird', 'cat', 'dog']);
  expect(strays).toEqual(['README.md']);
});

it('looks through one wrapping folder', () => {
  const { files: found, labels } = labelByFolder([
    'pets/',
    'pets/cat/',
    'pets/cat/1.jpg',
    'pets/dog/2.jpg',
    'pets/notes.txt',
  ]);
  expect(found[0]).toEqual({ path: 'pets/cat/1.jpg', name: 'cat/1.jpg', label: 'cat' });
  expect(labels).toEqual(['cat', 'dog']);
  expect(files(['cat/1.jpg', 'cat/2.jpg'])).toEqual(['cat: cat/1.jpg', 'cat: cat/2.jpg']); // one class, no wrapper
});

it('passes over what operating systems leave', () => {
  const clutter = ['__MACOSX/cat/._1.jpg', '.DS_Store', 'cat/.DS_Store', 'cat/Thumbs.db', '.git/config', 'desktop.ini'];
  expect(labelByFolder(['cat/1.jpg', 'dog/1.jpg', ...clutter])).toMatchObject({ labels: ['cat', 'dog'], strays: [] });
  expect(files(['pets/cat/1.jpg', 'pets/dog/1.jpg', '__MACOSX/pets/cat/._1.jpg'])).toHaveLength(2);
});

it('refuses the parts of a split as classes', () => {
  expect(() => labelByFolder(['train/cat/1.jpg', 'test/cat/2.jpg'])).toThrow(/parts of a split/);
  expect(files(['train/1.jpg', 'bus/2.jpg'])).toHaveLength(2);
});
