import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { ensureBase, ensurePictures, sharedService, smallModel } from './support/shared.js';
import { zipOf } from './support/zip.js';

const service = sharedService();

const folderOf = async (files: Record<string, Buffer | string>) => {
  const folder = await mkdtemp(join(tmpdir(), 'graft-bad-'));
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
};

const picture = (seed: number, options: { width?: number; height?: number } = {}) => {
  const { width = 64, height = 48 } = options;
  const noise = Buffer.from(Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 31 + seed * 77) % 251));
  return sharp(noise, { raw: { width, height, channels: 3 } });
};

/** What the command says, one line, having ended with an error. */
async function refusal(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await service.graft(...args, '--json');
  expect([code, stdout]).toEqual([1, '']);
  return stderr.trim().split('\n').at(-1)!;
}

describe('a data set', { timeout: 120_000 }, () => {
  it('takes odd but valid pictures, upright and in sRGB, and names the files that are none', async () => {
    const jpeg = await picture(1).jpeg().toBuffer();
    const folder = await folderOf({
      'a/plain.jpg': jpeg,
      'a/grey.png': await picture(2).greyscale().png().toBuffer(),
      'a/16-bit.png': await picture(3).toColourspace('rgb16').png().toBuffer(),
      'a/cmyk.jpg': await picture(4).toColourspace('cmyk').jpeg().toBuffer(),
      'a/animated.gif': await sharp([await picture(5).png().toBuffer(), await picture(6).png().toBuffer()], {
        join: { animated: true },
      })
        .gif()
        .toBuffer(),
      'b/turned.jpg': await picture(7).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      'b/profile.jpg': await picture(8).withIccProfile('p3').jpeg().toBuffer(),
      'b/copy-of-plain.jpg': jpeg,
      'b/truncated.jpg': (await picture(9, { width: 400, height: 400 }).jpeg().toBuffer()).subarray(0, 3000),
      'b/text.jpg': 'no picture at all',
    });
    await symlink('/etc/passwd', join(folder, 'b', 'link.jpg'));
    expect((await service.graft('dataset', 'create', 'odd', folder, '--json')).code).toBe(0);
    const { items } = await service.call('GET', '/datasets/owner/odd/versions/1/items');
    const sizes = Object.fromEntries(
      items.map((item: { name: string; width: number; height: number }) => [item.name, [item.width, item.height]]),
    );
    expect(sizes).toMatchObject({
      'a/cmyk.jpg': [64, 48],
      'a/16-bit.png': [64, 48],
      'a/animated.gif': [64, 48],
      'b/turned.jpg': [48, 64],
    });
    expect(sizes).not.toHaveProperty('b/link.jpg');
    const problems = (await service.call('GET', '/datasets/owner/odd/versions/1/problems')).items as {
      name: string;
      leftOut: boolean;
    }[];
    expect(problems.filter(({ leftOut }) => leftOut).map(({ name }) => name)).toEqual([
      'b/text.jpg',
      'b/truncated.jpg',
    ]);
  });

  it('refuses a picture of too many pixels by name', async () => {
    const huge = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const folder = await folderOf({
      'a/huge.png': huge,
      'a/1.png': await picture(1).png().toBuffer(),
      'b/2.png': await picture(2).png().toBuffer(),
    });
    await service.graft('dataset', 'create', 'huge', folder, '--json');
    const { items } = await service.call('GET', '/datasets/owner/huge/versions/1/problems');
    expect(items).toEqual([{ name: 'a/huge.png', leftOut: true, reason: expect.stringMatching(/pixels/) as string }]);
  });

  it('needs images, and leaves nothing half-made without', async () => {
    expect(await refusal('dataset', 'create', 'none', await folderOf({ 'a/x.txt': 'x', 'b/y.txt': 'y' }))).toMatch(
      /^graft: .*image/,
    );
    expect(await refusal('dataset', 'create', 'none', await folderOf({ '.hidden': 'x' }))).toMatch(
      /^graft: The folder .* contains no files/,
    );
    expect((await service.fetch('/api/v1/datasets/owner/none')).status).toBe(404);
  });

  it.each([
    ['climbs out of its folder', '../../evil.png', /leads out of the archive/],
    ['names an absolute path', '/etc/evil.png', /absolute path/],
  ])('refuses a zip that %s', async (_what, name, reason) => {
    const zip = join(await mkdtemp(join(tmpdir(), 'graft-zip-')), 'evil.zip');
    await writeFile(zip, await zipOf({ [name]: await picture(1).png().toBuffer() }));
    expect(await refusal('dataset', 'create', 'evil', zip)).toMatch(reason);
    expect((await service.fetch('/api/v1/datasets/owner/evil')).status).toBe(404);
  });

  it('refuses a bomb', async () => {
    const zip = join(await mkdtemp(join(tmpdir(), 'graft-zip-')), 'bomb.zip');
    const archive = new ZipFile();
    for (let i = 0; i < 2; i++) archive.addBuffer(Buffer.alloc(40 * 2 ** 20), `a/${i}.png`, { compressionLevel: 9 });
    archive.end();
    await pipeline(archive.outputStream, createWriteStream(zip));
    expect(await refusal('dataset', 'create', 'bomb', zip)).toMatch(/^graft: .*(zip|unpack|ratio|bomb|large|image)/i);
    expect((await service.fetch('/api/v1/datasets/owner/bomb')).status).toBe(404);
  });
});

describe('a run', { timeout: 120_000 }, () => {
  let base: string;
  let dataset: string;
  beforeAll(async () => {
    base = await ensureBase(service);
    dataset = await ensurePictures(service);
  });

  const refused = async (body: object) => {
    const response = await service.fetch('/api/v1/runs', {
      method: 'POST',
      body: JSON.stringify({ base, dataset, ...body }),
      headers: { 'content-type': 'application/json' },
    });
    return { status: response.status, ...((await response.json()) as { detail: string; where?: string }) };
  };

  it.each([
    [{ recipe: { learningRate: -1 } }, 422, /learningRate/],
    [{ recipe: { epochs: 0 } }, 422, /epochs/],
    [{ recipe: { layers: 3 } }, 422, /layers: unknown field; the known fields are/],
    [{ recipe: { head: { activation: 'magic' } } }, 422, /activation must be one of|must be one of/],
    [{ recipe: { freeze: 'block_13' } }, 422, /freeze.*backbone/],
    [{ recipe: { split: { train: 0.9, validation: 0.9, test: 0.9 } } }, 422, /add up to 1/],
    [{ base: 'owner/nothing' }, 404, /no model/],
    [{ dataset: 'nothing' }, 404, /no data set/],
    [{ publishAs: { name: 'No Name', visibility: 'public' } }, 422, /name/],
  ])('refuses %j', async (body, status, reason) => {
    const answer = await refused(body);
    expect([answer.status, answer.detail]).toEqual([status, expect.stringMatching(reason)]);
  });

  it('needs two classes with enough images', async () => {
    const images = Object.fromEntries(
      await Promise.all([1, 2, 3, 4].map(async (i) => [`cat/${i}.png`, await picture(i).png().toBuffer()] as const)),
    );
    expect(await refusal('dataset', 'create', 'one-class', await folderOf(images))).toMatch(/one class|two/i);
    await service.graft(
      'dataset',
      'create',
      'lonely',
      await folderOf({ ...images, 'dog/1.png': await picture(9).png().toBuffer() }),
      '--json',
    );
    expect((await refused({ dataset: 'lonely' })).detail).toMatch(/dog has 1/);
  });
});

describe('a model', { timeout: 120_000 }, () => {
  const copy = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graft-model-'));
    await cp(await smallModel(), folder, { recursive: true });
    return folder;
  };
  const importing = (source: string) => refusal('import', source, '--name', 'owner/broken');

  it('is refused without a shard, and with one that is too short or too long', async () => {
    const [without, short, long] = [await copy(), await copy(), await copy()];
    await rm(join(without, 'weights.bin'));
    await truncate(join(short, 'weights.bin'), 1000);
    await writeFile(join(long, 'weights.bin'), Buffer.alloc(8), { flag: 'a' });
    expect(await importing(without)).toMatch(/weights\.bin/);
    expect(await importing(short)).toMatch(/bytes/);
    expect(await importing(long)).toMatch(/bytes/);
  });

  it('is refused with code in it, by the layer’s name', async () => {
    const folder = await copy();
    const model = join(folder, 'model.json');
    await writeFile(model, (await readFile(model, 'utf8')).replace('"class_name":"ReLU"', '"class_name":"Lambda"'));
    expect(await importing(folder)).toMatch(/Lambda/);
  });

  it('is refused from an address of this machine', async () => {
    expect(await importing(`${service.url}/model.json`)).toMatch(/private|loopback|not allowed|address/i);
  });

  it('leaves nothing behind', async () => {
    expect((await service.fetch('/api/v1/models/owner/broken')).status).toBe(404);
    const left = await readdir(join(service.dataDir, 'imports')).catch(() => []);
    expect(left).toEqual([]);
  });
});
