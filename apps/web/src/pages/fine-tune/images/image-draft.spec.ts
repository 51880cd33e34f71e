import { describe, expect, it } from 'vitest';
import {
  type Draft,
  emptyDraft,
  entriesOf,
  moved,
  obstacleOf,
  proposedName,
  renamed,
  withClass,
  withFiles,
  withImages,
  withoutClass,
  withoutImages,
} from './image-draft';

const image = (name: string) => new File([name], name, { type: 'image/jpeg' });
const found = (...paths: string[]) => paths.map((path) => ({ path, file: image(path.split('/').at(-1)!) }));
const outline = ({ classes }: Draft) =>
  Object.fromEntries(classes.map(({ name, images }) => [name, images.map(({ file }) => file.name)]));

const pets = withFiles(emptyDraft, found('pets/cat/1.jpg', 'pets/cat/2.jpg', 'pets/cat/3.jpg', 'pets/dog/1.jpg'));

describe('a draft of images', () => {
  it('has a class for each folder, and adds to those it has', () => {
    expect(outline(pets)).toEqual({ cat: ['1.jpg', '2.jpg', '3.jpg'], dog: ['1.jpg'] });
    const more = withFiles(pets, found('dog/2.jpg', 'bird/1.jpg'));
    expect(outline(more)).toEqual({ cat: ['1.jpg', '2.jpg', '3.jpg'], dog: ['1.jpg', '2.jpg'], bird: ['1.jpg'] });
  });

  it('gives every image an id of its own', () => {
    const ids = withFiles(pets, found('dog/2.jpg', 'bird/1.jpg')).classes.flatMap((each) => [
      each.id,
      ...each.images.map(({ id }) => id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lets loose images wait in a class without a name', () => {
    expect(outline(withFiles(pets, found('9.jpg')))['']).toEqual(['9.jpg']);
  });

  it('notes what is no image, and passes over clutter', () => {
    const notes = { path: 'cat/notes.txt', file: new File([''], 'notes.txt', { type: 'text/plain' }) };
    const draft = withFiles(emptyDraft, [...found('cat/1.jpg', 'cat/.DS_Store'), notes]);
    expect(draft.ignored).toEqual(['cat/notes.txt']);
    expect(outline(draft)).toEqual({ cat: ['1.jpg'] });
    expect(withImages(draft, draft.classes[0]!.id, [notes.file]).ignored).toEqual(['cat/notes.txt', 'notes.txt']);
  });

  it('keeps a zip to be sent as it is', () => {
    const zip = new File([''], 'pets.zip', { type: 'application/zip' });
    const draft = withFiles(emptyDraft, [{ path: 'pets.zip', file: zip }]);
    expect(draft).toMatchObject({ zip, classes: [], ignored: [] });
    expect(obstacleOf(draft)).toBeNull();
  });

  it('moves and removes images and classes', () => {
    const [cat, dog] = pets.classes;
    const some = new Set([cat!.images[0]!.id, dog!.images[0]!.id]);
    expect(outline(moved(pets, some, dog!.id))).toEqual({ cat: ['2.jpg', '3.jpg'], dog: ['1.jpg', '1.jpg'] });
    expect(outline(withoutImages(pets, some))).toEqual({ cat: ['2.jpg', '3.jpg'], dog: [] });
    expect(outline(withoutClass(pets, cat!.id))).toEqual({ dog: ['1.jpg'] });
  });

  it('says what is missing, one thing after the other', () => {
    expect(obstacleOf(emptyDraft)).toEqual({ kind: 'noImages' });
    expect(obstacleOf(withFiles(pets, found('9.jpg')))).toEqual({ kind: 'unnamed' });
    expect(obstacleOf(renamed(pets, pets.classes[0]!.id, 'dog'))).toEqual({ kind: 'sameName', name: 'dog' });
    expect(obstacleOf(withoutClass(pets, pets.classes[1]!.id))).toEqual({ kind: 'oneClass' });
    expect(obstacleOf(pets)).toEqual({ kind: 'fewImages', name: 'dog', images: 1 });
    expect(obstacleOf(withFiles(pets, found('dog/2.jpg', 'dog/3.jpg')))).toBeNull();
    expect(obstacleOf(withClass(pets))).toEqual({ kind: 'unnamed' });
  });

  it('becomes a folder per class, without two files of one name and without folders in names', () => {
    const [, dog] = pets.classes;
    const twice = withImages(renamed(pets, dog!.id, '../big/dog'), dog!.id, [image('1.jpg')]);
    expect(entriesOf(twice).map(({ name }) => name)).toEqual([
      'cat/1.jpg',
      'cat/2.jpg',
      'cat/3.jpg',
      '-big-dog/1.jpg',
      '-big-dog/2-1.jpg',
    ]);
  });

  it('proposes a name that is free', () => {
    expect(proposedName(pets, new Set())).toBe('cat-dog');
    expect(proposedName(pets, new Set(['cat-dog', 'cat-dog-2']))).toBe('cat-dog-3');
    expect(proposedName(renamed(pets, pets.classes[0]!.id, 'Éléphant d’Afrique'), new Set())).toBe(
      'elephant-d-afrique-dog',
    );
    expect(proposedName(emptyDraft, new Set())).toBe('images');
  });
});
