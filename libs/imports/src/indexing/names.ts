import { posix } from 'node:path';

const LONGEST = 63;

/**
 * A model's name from where it lies: `vision/MobileNet_V2/model.json` → `vision-mobilenet-v2`. One that lies at the top
 * is called as the bucket's prefix or folder.
 */
export function nameOfKey(address: string, key: string): string {
  const { dir, name } = posix.parse(key);
  const path = name === 'model' ? dir || posix.basename(address) : posix.join(dir, name);
  const kebab = path.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return trimmed(kebab.slice(-LONGEST)) || 'model';
}

/** The name, or the first of `name-2`, `name-3`, … that is free. */
export function freeName(wish: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    const name = wish.slice(0, LONGEST - suffix.length) + suffix;
    if (!taken.has(name)) return name;
  }
}

const trimmed = (name: string) => name.replace(/^-+|-+$/g, '');
