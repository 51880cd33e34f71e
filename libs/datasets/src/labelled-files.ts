import { InvalidInput } from '#graft/problems';

/** A file that may be an image, in the folder of its class. */
export interface LabelledFile {
  /** As the source knows it. */
  path: string;
  /** Shown to people: without a wrapping folder. */
  name: string;
  label: string;
}

export interface LabelledFiles {
  /** Sorted by name. */
  files: LabelledFile[];
  /** Every folder that is a class, also without files; sorted. */
  labels: string[];
  /** Files that lie in no class' folder. */
  strays: string[];
}

const CLUTTER = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/;
const PARTS = new Set(['train', 'training', 'test', 'val', 'valid', 'validation']);

/**
 * A folder per class. One folder that wraps all of them is looked through; what operating systems leave (`__MACOSX`,
 * dot files, …) is passed over.
 * @param paths `/` between folders; those of folders end in `/`.
 * @throws InvalidInput if the folders are parts of a split rather than classes.
 */
export function labelByFolder(paths: readonly string[]): LabelledFiles {
  const kept = paths.filter((path) => !CLUTTER.test(path)).sort(compare);
  const wrapper = wrapperOf(kept);
  const unwrapped = kept.map((path) => ({ path, name: path.slice(wrapper.length) })).filter(({ name }) => name !== '');
  const files: LabelledFile[] = [];
  const strays: string[] = [];
  for (const { path, name } of unwrapped) {
    if (name.endsWith('/')) continue;
    if (name.includes('/')) files.push({ path, name, label: name.slice(0, name.indexOf('/')) });
    else strays.push(name);
  }
  const labels = [
    ...new Set(unwrapped.filter(({ name }) => name.includes('/')).map(({ name }) => name.split('/')[0]!)),
  ];
  if (labels.length > 1 && labels.every((label) => PARTS.has(label.toLowerCase())))
    throw new InvalidInput(
      `The folders ${labels.join(', ')} are parts of a split, not classes. Upload one folder per class; Graft splits the images itself.`,
      { received: labels, accepted: 'cat/1.jpg, dog/2.jpg, …' },
    );
  return { files, labels, strays };
}

/** The one folder that holds everything else, if it holds folders; else nothing. */
function wrapperOf(paths: string[]): string {
  const tops = new Set(paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : '')));
  const [top] = tops;
  const wraps = tops.size === 1 && top && paths.some((path) => path.slice(top.length).includes('/'));
  return wraps ? top : '';
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
