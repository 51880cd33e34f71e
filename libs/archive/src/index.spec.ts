import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import yazl from 'yazl';
import { Archive, ARCHIVE_LIMITS, type ArchiveLimits } from './index.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'graft-archive-'))));
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
type Files = [name: string, content: Buffer | string, options?: Partial<yazl.Options>][];

/** @param edit changes the archive's bytes: what yazl is too honest to write */
async function zip(files: Files, edit: (bytes: Buffer) => Buffer = (bytes) => bytes): Promise<string> {
  const archive = new yazl.ZipFile();
  for (const [name, content, options] of files) {
    if (name.endsWith('/')) archive.addEmptyDirectory(name);
    else archive.addBuffer(Buffer.from(content), name, options);
  }
  archive.end();
  const path = join(folder, `${count++}.zip`);
  await pipeline(archive.outputStream, createWriteStream(path));
  await writeFile(path, edit(await readFile(path)));
  return path;
}

const rename = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

const refusal = async (path: string, limits: ArchiveLimits = ARCHIVE_LIMITS) => {
  const error: unknown = await Archive.open(path, limits).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error;
};

it('lists and reads', async () => {
  const archive = await Archive.open(
    await zip([
      ['cat/', ''],
      ['cat/1.txt', 'one'],
      ['dog/ä.txt', 'two'],
    ]),
  );
  expect(archive.names).toEqual(['cat/', 'cat/1.txt', 'dog/ä.txt']);
  expect(String(Buffer.from(await archive.read('dog/ä.txt')))).toBe('two');
  expect(String(Buffer.from(await archive.read('cat/1.txt')))).toBe('one');
  archive.close();
});

it.each<[string, () => Promise<string>, string, RegExp]>([
  ['traversal', () => zip([['aa/evil', 'x']], rename('aa/evil', '../evil')), '../evil', /leads out/],
  [
    'an absolute name',
    () => zip([['xetc/passwd', 'x']], rename('xetc/passwd', '/etc/passwd')),
    '/etc/passwd',
    /absolute/,
  ],
  ['a link', () => zip([['cat/link', '/etc/passwd', { mode: 0o120777 }]]), 'cat/link', /link/],
  ['a device', () => zip([['cat/dev', '', { mode: 0o020666 }]]), 'cat/dev', /neither/],
  [
    'a name given twice',
    () =>
      zip(
        [
          ['cat/1', 'x'],
          ['cat/2', 'y'],
        ],
        rename('cat/2', 'cat/1'),
      ),
    'cat/1',
    /twice/,
  ],
])('refuses %s, naming the entry', async (_, make, where, message) => {
  const error = await refusal(await make());
  expect(error).toMatchObject({ type: 'invalid-input', extras: { where } });
  expect((error as Error).message).toMatch(message);
});

it('refuses encryption, naming the entry', async () => {
  const path = await zip([['cat/secret', 'x']], (bytes) => {
    const central = bytes.indexOf('PK\x01\x02', 0, 'latin1');
    bytes[central + 8]! |= 1; // general purpose flag, bit 0
    return bytes;
  });
  expect(await refusal(path)).toMatchObject({
    extras: { where: 'cat/secret' },
    detail: expect.stringMatching(/encrypted/) as string,
  });
});

it('refuses bombs before unpacking anything', async () => {
  const bomb = await zip([['cat/zeros', Buffer.alloc(20_000_000)]]);
  expect(await refusal(bomb)).toMatchObject({ type: 'too-large', extras: { where: 'cat/zeros', accepted: 200 } });
  const small: ArchiveLimits = { ...ARCHIVE_LIMITS, ratio: Infinity };
  expect(await refusal(bomb, { ...small, entryBytes: 10_000_000 })).toMatchObject({ type: 'too-large' });
  const three = await zip([
    ['a', '12345'],
    ['b', '12345'],
    ['c', '12345'],
  ]);
  expect(await refusal(three, { ...small, totalBytes: 14 })).toMatchObject({
    type: 'too-large',
    extras: { received: 15 },
  });
  expect(await refusal(three, { ...small, entries: 2 })).toMatchObject({ type: 'too-large', extras: { received: 3 } });
});

it('refuses entries that share their bytes', async () => {
  const path = await zip(
    [
      ['a', 'x'.repeat(1000), { compress: false }],
      ['b', 'y', { compress: false }],
    ],
    (bytes) => {
      const second = bytes.lastIndexOf('PK\x01\x02', -1, 'latin1');
      bytes.writeUInt32LE(1000, second + 20);
      bytes.writeUInt32LE(1000, second + 24);
      return bytes;
    },
  );
  expect(await refusal(path)).toMatchObject({ type: 'invalid-input', extras: { where: 'b' } });
});

it('refuses what is no zip or not all of one', async () => {
  const path = join(folder, 'text.zip');
  await writeFile(path, 'just text');
  expect(await refusal(path)).toMatchObject({
    type: 'invalid-input',
    detail: expect.stringMatching(/not a complete zip/) as string,
  });
  const cut = await zip([['cat/1', 'x'.repeat(500)]], (bytes) => bytes.subarray(0, -10));
  expect(await refusal(cut)).toMatchObject({ type: 'invalid-input' });
});

it('tells of damage inside an entry', async () => {
  const path = await zip([['cat/1', 'x'.repeat(5000)]], (bytes) => {
    bytes.fill(0xff, 40, 50);
    return bytes;
  });
  const archive = await Archive.open(path);
  await expect(archive.read('cat/1')).rejects.toMatchObject({ type: 'invalid-input', extras: { where: 'cat/1' } });
  archive.close();
});
