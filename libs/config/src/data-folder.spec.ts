import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { skipUnless } from '../../../test/support/require.js';
import { prepareDataFolder } from './data-folder.js';

let parent: string;
let folder: string;
let umask: number;
beforeEach(() => {
  umask = process.umask();
  parent = mkdtempSync(join(tmpdir(), 'graft-data-'));
  folder = join(parent, 'data');
});
afterEach(() => {
  process.umask(umask);
  rmSync(parent, { recursive: true });
});

const mode = (...path: string[]) => statSync(join(folder, ...path)).mode & 0o777;

/** A folder as Graft left it before: modes under a umask of 022, and those of initdb. */
function openFolder(): void {
  process.umask(0o022);
  mkdirSync(join(folder, 'database', 'base'), { recursive: true });
  writeFileSync(join(folder, 'database', 'base', '1'), '');
  chmodSync(join(folder, 'database', 'base', '1'), 0o666);
  mkdirSync(join(folder, 'blobs'));
  writeFileSync(join(folder, 'server.json'), '');
}

it('makes a folder for its user alone, and so is all that the process writes into it', () => {
  expect(prepareDataFolder(folder)).toEqual([]);
  mkdirSync(join(folder, 'blobs'));
  writeFileSync(join(folder, 'blobs', 'a'), '');
  expect([mode(), mode('blobs'), mode('blobs', 'a')]).toEqual([0o700, 0o700, 0o600]);
});

it('closes what an earlier start left open, says so, and has nothing to say the next time', () => {
  openFolder();
  expect(prepareDataFolder(folder)).toEqual([
    expect.stringMatching(/was accessible to other users.* 6 files and folders/),
  ]);
  expect([mode(), mode('database'), mode('database', 'base'), mode('blobs')]).toEqual([0o700, 0o700, 0o700, 0o700]);
  expect([mode('database', 'base', '1'), mode('server.json')]).toEqual([0o600, 0o600]);
  expect(prepareDataFolder(folder)).toEqual([]);
});

it('closes an open database in a closed folder', () => {
  openFolder();
  chmodSync(folder, 0o700);
  expect(prepareDataFolder(folder)).toHaveLength(1);
  expect(mode('database', 'base', '1')).toBe(0o600);
});

it('leaves alone what links in it lead to', () => {
  openFolder();
  const elsewhere = join(parent, 'elsewhere');
  writeFileSync(elsewhere, '');
  symlinkSync(elsewhere, join(folder, 'link'));
  prepareDataFolder(folder);
  expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
});

const OTHER_USER = 65_534;
const notRoot = skipUnless(process.geteuid?.() === 0, 'the rights of root, who can act as another user');

it.skipIf(notRoot)("warns of a volume that is another user's, and closes what is its own in it", () => {
  openFolder();
  chmodSync(parent, 0o711);
  chmodSync(folder, 0o2777); // as Kubernetes mounts a volume for a group (fsGroup)
  chownSync(join(folder, 'blobs'), OTHER_USER, OTHER_USER);
  process.seteuid!(OTHER_USER);
  try {
    expect(prepareDataFolder(folder)).toEqual([
      expect.stringMatching(/removed their access to 1 files and folders/),
      expect.stringMatching(
        /can access .* and 4 more \(user 0, mode 0\d+\), and Graft \(user 65534\).*chmod -R go-rwx/,
      ),
    ]);
  } finally {
    process.seteuid!(0);
  }
  expect(mode('blobs')).toBe(0o700);
});

it.skipIf(notRoot)('refuses a folder that it cannot write into', () => {
  openFolder();
  chmodSync(parent, 0o711);
  process.seteuid!(OTHER_USER);
  try {
    expect(() => prepareDataFolder(folder)).toThrow(
      /cannot be used: EACCES.* runs as user 65534.*chown -R 65534.*GRAFT_DATA/,
    );
  } finally {
    process.seteuid!(0);
  }
  expect(existsSync(folder)).toBe(true);
});
