import { type FoundFile, isClutter } from '../../../found-files';
import { classesOf, isImage, isZip } from './folders';

export interface DraftImage {
  id: number;
  file: File;
}

export interface DraftClass {
  id: number;
  /** Empty if it has to be given one. */
  name: string;
  images: DraftImage[];
}

/** Images that are sorted into classes in the browser, before anything is sent. */
export interface Draft {
  classes: DraftClass[];
  /** Sent as it is, instead of the classes. */
  zip: File | null;
  /** Files that are no images. */
  ignored: string[];
  nextId: number;
}

export const emptyDraft: Draft = { classes: [], zip: null, ignored: [], nextId: 1 };

/** As the server and a run want it. */
export const FEWEST_CLASSES = 2;
export const FEWEST_IMAGES = 3;

/** Dropped files, each in the class of its folder; those in no folder in a class that waits for its name. */
export function withFiles(draft: Draft, found: readonly FoundFile[]): Draft {
  const kept = found.filter(({ path }) => !isClutter(path));
  const zip = kept.find(({ file }) => isZip(file));
  const images = kept.filter(({ file }) => isImage(file));
  const ignored = kept.filter((each) => each !== zip && !isImage(each.file)).map(({ path }) => path);
  const classes = classesOf(images.map(({ path }) => path));
  let filled: Draft = { ...draft, ignored: [...draft.ignored, ...ignored] };
  for (const name of new Set(classes.values())) {
    const [ready, id] = withClassNamed(filled, cleanName(name ?? ''));
    const files = images.filter(({ path }) => classes.get(path) === name).map(({ file }) => file);
    filled = withImages(ready, id, files);
  }
  return zip ? { ...filled, zip: zip.file } : filled;
}

/** Images added to a class; what is no image is noted. */
export function withImages(draft: Draft, classId: number, files: readonly File[]): Draft {
  const images = files.filter(isImage).map((file, i) => ({ id: draft.nextId + i, file }));
  return {
    ...changed(draft, classId, (each) => ({ ...each, images: [...each.images, ...images] })),
    nextId: draft.nextId + images.length,
    ignored: [...draft.ignored, ...files.filter((file) => !isImage(file)).map(({ name }) => name)],
  };
}

/** One more class, empty. */
export const withClass = (draft: Draft, name = ''): Draft => ({
  ...draft,
  classes: [...draft.classes, { id: draft.nextId, name, images: [] }],
  nextId: draft.nextId + 1,
});

export const withoutClass = (draft: Draft, classId: number): Draft => ({
  ...draft,
  classes: draft.classes.filter(({ id }) => id !== classId),
});

export const renamed = (draft: Draft, classId: number, name: string): Draft =>
  changed(draft, classId, (each) => ({ ...each, name: cleanName(name) }));

export function withoutImages(draft: Draft, ids: ReadonlySet<number>): Draft {
  const classes = draft.classes.map((each) => ({ ...each, images: each.images.filter(({ id }) => !ids.has(id)) }));
  return { ...draft, classes };
}

/** Puts images, from wherever they are, into a class, behind those it has. */
export function moved(draft: Draft, ids: ReadonlySet<number>, classId: number): Draft {
  const images = draft.classes
    .filter(({ id }) => id !== classId)
    .flatMap((each) => each.images)
    .filter(({ id }) => ids.has(id));
  const rest = withoutImages(draft, new Set(images.map(({ id }) => id)));
  return changed(rest, classId, (each) => ({ ...each, images: [...each.images, ...images] }));
}

/** Why a draft cannot be sent as it is, the first thing to do about it; null if it can. */
export type Obstacle =
  | { kind: 'noImages' }
  | { kind: 'unnamed' }
  | { kind: 'sameName'; name: string }
  | { kind: 'oneClass' }
  | { kind: 'fewImages'; name: string; images: number };

export function obstacleOf({ zip, classes }: Draft): Obstacle | null {
  if (zip) return null;
  if (classes.every(({ images }) => images.length === 0)) return { kind: 'noImages' };
  if (classes.some(({ name }) => name.trim() === '')) return { kind: 'unnamed' };
  const names = classes.map(({ name }) => name.trim());
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) return { kind: 'sameName', name: twice };
  if (classes.length < FEWEST_CLASSES) return { kind: 'oneClass' };
  const few = classes.find(({ images }) => images.length < FEWEST_IMAGES);
  return few ? { kind: 'fewImages', name: few.name, images: few.images.length } : null;
}

/** The draft as files in a folder per class; of two files of one name in a class, the second gets another. */
export function entriesOf({ classes }: Draft): { name: string; input: File }[] {
  return classes.flatMap(({ name, images }) => {
    const taken = new Set<string>();
    return images.map(({ file }) => {
      const free = freeName(file.name, taken);
      taken.add(free);
      return { name: `${name.trim()}/${free}`, input: file };
    });
  });
}

/** A name for the data set, after its classes: `cat-dog`; another where that is taken. */
export function proposedName({ zip, classes }: Draft, taken: ReadonlySet<string>): string {
  const words = zip ? zip.name.replace(/\.zip$/i, '') : classes.map(({ name }) => name).join('-');
  const base =
    words
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-+|-+$/g, '') || 'images';
  for (let i = 2, name = base; ; name = `${base}-${i++}`) if (!taken.has(name)) return name;
}

/** Names become folders. */
const cleanName = (name: string) => name.replace(/[/\\]/g, '-').replace(/^[\s.]+/, '');

function freeName(name: string, taken: ReadonlySet<string>): string {
  const clean = cleanName(name) || 'image';
  for (let i = 2, free = clean; ; free = `${i++}-${clean}`) if (!taken.has(free)) return free;
}

function withClassNamed(draft: Draft, name: string): [Draft, number] {
  const found = draft.classes.find((each) => each.name === name);
  return found ? [draft, found.id] : [withClass(draft, name), draft.nextId];
}

const changed = (draft: Draft, classId: number, change: (each: DraftClass) => DraftClass): Draft => ({
  ...draft,
  classes: draft.classes.map((each) => (each.id === classId ? change(each) : each)),
});
