import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Service } from './support/service.js';
import { smallModel } from './support/shared.js';
import { smallDisk, type SmallDisk } from './support/small-disk.js';

const MEGABYTE = 2 ** 20;

describe('a disk that is full', { timeout: 120_000 }, () => {
  let disk: SmallDisk | null;
  let service: Service;
  beforeAll(async () => {
    disk = await smallDisk(512);
    if (disk) service = await Service.start({ GRAFT_STARTER: 'false' }, { parent: disk.folder });
  }, 60_000);
  afterAll(async () => {
    await service?.dispose();
    await disk?.remove();
  });

  /** Leaves so many bytes free. */
  const fill = async (left: number): Promise<string> => {
    const { bavail, bsize } = await statfs(disk!.folder);
    const ballast = join(disk!.folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(bavail * bsize - left));
    return ballast;
  };

  it('is said, leaves nothing half-made, and is forgotten once there is room', async ({ skip }) => {
    if (!disk) return skip();
    const blobs = async () =>
      (await readdir(join(service.dataDir, 'blobs'), { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));
    await mkdir(join(service.dataDir, 'blobs'), { recursive: true });
    const ballast = await fill(MEGABYTE);
    const refused = await service.fetch('/uploads', {
      method: 'POST',
      headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(5 * MEGABYTE) },
    });
    expect([refused.status, await refused.text()]).toEqual([507, expect.stringMatching(/is full: it has space for/)]);

    const folder = await smallModel();
    const index = () => service.graft('index', folder, '--owner', 'disk', '--json');
    const full = await index();
    expect([full.code, full.stderr]).toEqual([1, expect.stringMatching(/disk .*is full/)]);
    expect(full.stderr.trim().split('\n').at(-1)).toMatch(/^graft: /);
    expect((await service.call('GET', '/models?owner=disk')).total).toBe(0);
    // Only complete blobs, which the sweep knows to be unused.
    for (const name of await blobs())
      expect(
        createHash('sha256')
          .update(await readFile(join(service.dataDir, 'blobs', name)))
          .digest('hex'),
      ).toBe(name.slice(-64));

    await rm(ballast);
    expect(await index()).toMatchObject({ code: 0, json: { result: { indexed: 1 } } });
  });
});
