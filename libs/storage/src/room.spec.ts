import { readdir, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallDisk, smallDisk } from '../../../test/support/small-disk.js';
import { LocalBlobStore, Room, roomIn, S3BlobStore, writeNewFile } from './index.js';

const MEGABYTE = 2 ** 20;
const FULL = { type: 'storage-full', status: 507 };

const disk: SmallDisk | null = await smallDisk(40);
afterAll(() => disk?.remove());

describe.skipIf(!disk)('the room on a disk', () => {
  let folder: string;
  beforeAll(() => void (folder = disk!.folder));

  const free = async () => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  /** Endless, as a body of unknown length can be. */
  async function* endless(chunk = 64 * 1024) {
    for (;;) yield await Promise.resolve(new Uint8Array(chunk));
  }

  it('leaves a reserve: a tenth of a small disk', async () => {
    expect(await roomIn(folder)).toBe((await free()) - 4 * MEGABYTE);
  });

  it('is refused before a write that is known not to fit, to the byte', async () => {
    const room = await roomIn(folder);
    await expect(new Room(folder).take(room + 1)).rejects.toMatchObject({ ...FULL, extras: { accepted: room } });
    await new Room(folder).take(room);
  });

  it.each([
    ['a file', () => writeNewFile(join(folder, 'file'), endless())],
    ['a blob', () => new LocalBlobStore(folder).put(endless())],
    [
      'a blob on its way to S3',
      () =>
        new S3BlobStore(
          { endpoint: 'http://127.0.0.1:9', accessKey: '', secretKey: '', bucket: 'b', region: 'r' },
          { incoming: join(folder, 'incoming') },
        ).put(endless()),
    ],
  ])('stops %s of unknown length at the reserve, and nothing is left of it', async (_, write) => {
    const before = await free();
    const writing = write();
    const lowest = watch(writing, free);
    await expect(writing).rejects.toMatchObject(FULL);
    expect(await lowest).toBeGreaterThanOrEqual(4 * MEGABYTE);
    expect(await free()).toBeGreaterThan(before - MEGABYTE);
    expect((await readdir(folder, { recursive: true })).filter((name) => !name.endsWith('incoming'))).toEqual([]);
  });

  it('stops many at once at the reserve', async () => {
    const writing = Array.from({ length: 8 }, (_, i) => writeNewFile(join(folder, `${i}`), endless()));
    const lowest = watch(Promise.allSettled(writing), free);
    for (const each of writing) await expect(each).rejects.toMatchObject(FULL);
    expect(await lowest).toBeGreaterThan(3 * MEGABYTE); // each may be one chunk too late
    expect(await readdir(folder)).toEqual(['incoming']);
  });

  it('does not touch a file that is there already', async () => {
    const path = join(folder, 'kept');
    await writeFile(path, 'kept');
    await expect(writeNewFile(path, Buffer.from('new'))).rejects.toMatchObject({ code: 'EEXIST' });
    expect((await stat(path)).size).toBe(4);
  });
});

/** @returns the least that was measured until the work was done. */
async function watch(work: Promise<unknown>, measure: () => Promise<number>): Promise<number> {
  let lowest = Infinity;
  let done = false;
  void work.catch(() => {}).finally(() => (done = true));
  while (!done) lowest = Math.min(lowest, await measure());
  return lowest;
}
