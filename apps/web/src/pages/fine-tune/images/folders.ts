const IMAGE = /\.(jpe?g|png|webp|gif|bmp|tiff?|avif|heic)$/i;
/** Names of folders that are parts of an existing split and contain the same classes again. */
const PARTS = new Set(['train', 'training', 'test', 'val', 'valid', 'validation']);

export const isImage = ({ name, type }: File): boolean => type.startsWith('image/') || IMAGE.test(name);
export const isZip = ({ name }: File): boolean => /\.zip$/i.test(name);

/**
 * The class of each path: the folder it lies in, below folders that only wrap others, as the server has it; folders
 * of a split are looked through, too.
 * @returns null for a file that lies in no folder
 */
export function classesOf(paths: readonly string[]): Map<string, string | null> {
  let folders = new Map(paths.map((path) => [path, path.split('/').slice(0, -1)]));
  while (wraps([...folders.values()])) folders = new Map([...folders].map(([path, parts]) => [path, parts.slice(1)]));
  return new Map([...folders].map(([path, [first]]) => [path, first ?? null]));
}

/** Whether the first folders say nothing about classes: there is one only, or they are a split's, and each holds folders. */
function wraps(folders: string[][]): boolean {
  const firsts = new Set(folders.map(([first]) => first ?? null));
  const areParts = [...firsts].every((first) => first !== null && PARTS.has(first.toLowerCase()));
  return (firsts.size === 1 || areParts) && folders.length > 0 && folders.every((parts) => parts.length > 1);
}
