import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  complaintsOf,
  dropFromDisk,
  expectAccessible,
  lacksBrowser,
  openBrowser,
  screenshots,
  signedIn,
} from './support/browser.js';
import { Service } from './support/service.js';
import { somePictures } from './support/shared.js';
import { offsetsOf, reloadHalfWay } from './support/uploads.js';
import { zipOf } from './support/zip.js';

const SOON = { timeout: 15_000 };

describe.skipIf(lacksBrowser())('the page to fine-tune', () => {
  const service = Service.at(inject('service'));
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser({ camera: true });
    page = await signedIn(browser, service);
  });
  afterAll(() => browser.close());

  const start = () => page.getByRole('button', { name: 'Fine-tune', exact: true });
  const why = () => page.locator('#why-not').textContent();
  const openClass = (name: string) => page.getByRole('region', { name, exact: true });

  it('says what is missing, and explains every part of the recipe', async () => {
    await page.goto('/fine-tune');
    await page.getByRole('button', { name: /^Base model: starter\/efficientnet-lite0/ }).waitFor();
    expect(await start().isDisabled()).toBe(true);
    await expect.poll(why, SOON).toContain('Add images of at least two classes first');
    await expectAccessible(page);
    await screenshots(page, 'fine-tune-empty');

    await page.getByText('Sample set', { exact: true }).click();
    await page.getByText('284 emoji images in 6 classes').waitFor();
    await page.getByRole('button', { name: 'Advanced' }).click();
    const epochs = page.getByRole('textbox', { name: 'Maximum epochs' });
    await expect.poll(() => epochs.getAttribute('placeholder'), SOON).toMatch(/^\d+ \(chosen for you\)$/);
    await page.getByText('From 1 to 1,000.').first().waitFor();
    await epochs.fill('2');
    await expect.poll(why, SOON).toContain('You changed 1 setting');
    await page.getByRole('combobox', { name: 'Last layer of the base' }).fill('nowhere');
    await page.getByRole('alert').getByText('nowhere').first().waitFor();
    expect(await start().isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Choose for me: Last layer of the base' }).click();
    await expect.poll(() => start().isEnabled(), SOON).toBe(true);
    await expectAccessible(page);
    await screenshots(page, 'fine-tune-sample');
  });

  it('runs on the sample set, and begins again from a run', async () => {
    await start().click();
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/, { timeout: 60_000 });
    const id = page.url().split('/').at(-1)!;
    expect(await service.call('GET', `/runs/${id}`)).toMatchObject({
      base: { ref: 'starter/efficientnet-lite0@1' },
      recipe: { epochs: 2 },
    });
    await service.call('POST', `/runs/${id}/cancel`);
    await page.goto(`/fine-tune?from=${id}`);
    expect(await page.getByRole('textbox', { name: 'Maximum epochs' }).inputValue()).toBe('2');
    await page.getByRole('radio', { name: /owner\/emoji@\d/, checked: true }).waitFor();
    await expect.poll(() => start().isEnabled(), SOON).toBe(true);
  });

  it('records from the camera, where there is one', async () => {
    await page.goto('/fine-tune');
    await page.getByRole('button', { name: 'Add a class' }).click();
    await page.getByRole('textbox', { name: 'Name of class 1' }).fill('green');
    await openClass('green').getByRole('button', { name: 'Webcam' }).click();
    const record = openClass('green').getByRole('button', { name: 'Record' });
    await expect.poll(() => record.isEnabled(), SOON).toBe(true);
    await record.click();
    await openClass('green')
      .getByText(/^([4-9]|\d\d) images$/)
      .waitFor();
    await openClass('green').getByRole('button', { name: 'Stop' }).click();
    await screenshots(page, 'fine-tune-webcam');
  });

  describe('with images of one’s own', () => {
    it('sorts them by their folders, and moves and removes some by keyboard', async () => {
      await page.goto('/fine-tune');
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Choose a folder' }).click();
      await (await chooser).setFiles(await somePictures(40));
      await openClass('animals')
        .getByText(/^\d+ images$/)
        .waitFor();
      const count = async (name: string) =>
        Number.parseInt(
          (await openClass(name)
            .getByText(/^\d+ images$/)
            .textContent())!,
          10,
        );
      const before = { animals: await count('animals'), vehicles: await count('vehicles') };
      const tiles = openClass('animals').getByRole('listitem').getByRole('button');
      await expect
        .poll(
          () =>
            tiles
              .first()
              .locator('img')
              .evaluate((img: HTMLImageElement) => img.naturalWidth),
          SOON,
        )
        .toBeGreaterThan(0);

      await tiles.nth(0).focus();
      await page.keyboard.press('Space');
      await tiles.nth(1).focus();
      await page.keyboard.press('Space');
      await page.getByText('2 images selected').waitFor();
      await page.getByRole('button', { name: 'Move to' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'vehicles' }).press('Enter');
      await expect.poll(() => count('vehicles'), SOON).toBe(before.vehicles + 2);
      expect(await count('animals')).toBe(before.animals - 2);
      await tiles.first().dragTo(openClass('vehicles').getByRole('textbox'));
      await expect.poll(() => count('vehicles'), SOON).toBe(before.vehicles + 3);
      await expectAccessible(page);
      await screenshots(page, 'fine-tune-images');
    });

    it('sends them though the connection breaks, lists what was left out, and then runs', async () => {
      const broken = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no image at all') };
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Add images to animals' }).click();
      await (await chooser).setFiles([broken]);
      await page.getByRole('textbox', { name: 'Name of the data set' }).fill('web-images');
      let cut = 0;
      await page.route('**/uploads/*', async (route) => {
        if (route.request().method() === 'PATCH' && cut++ === 0) await route.abort('connectionreset');
        else await route.continue();
      });
      await start().click();
      await page.getByText('A file was left out').waitFor({ timeout: 60_000 });
      await page.getByText('animals/broken.jpg').waitFor();
      await expectAccessible(page);
      await screenshots(page, 'fine-tune-left-out');
      expect(cut).toBeGreaterThan(1);
      expect(page.url()).toContain('dataset=owner%2Fweb-images%401');
      await start().click();
      await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/, { timeout: 60_000 });
      const run = page.url().split('/').at(-1)!;
      expect(await service.call('GET', `/runs/${run}`)).toMatchObject({ dataset: { ref: 'owner/web-images@1' } });
      await service.call('POST', `/runs/${run}/cancel`);
    });

    describe('dragged from the desktop', () => {
      let folder: string;
      beforeAll(async () => {
        folder = await somePictures(40);
        await writeFile(join(folder, 'notes.txt'), 'no image');
        await writeFile(join(folder, 'animals', '.DS_Store'), 'clutter');
      });

      const drop = async () => {
        await dropFromDisk(page, page.getByText('Drop folders or a zip here'), [folder]);
        for (const name of ['animals', 'vehicles'])
          await openClass(name).getByText('40 images', { exact: true }).waitFor();
        await page.getByRole('textbox', { name: 'Name of the data set' }).fill('web-dropped');
      };

      it('sorts a folder tree, and names the files in it that are no images', async () => {
        await page.goto('/fine-tune');
        await drop();
        await page.getByText('1 file is not an image and is left out').waitFor();
        expect(await page.getByText(/\/notes\.txt$/).count()).toBe(1);
        const thumbnail = openClass('vehicles').getByRole('listitem').locator('img').first();
        await expect
          .poll(() => thumbnail.evaluate((img: HTMLImageElement) => img.naturalWidth), SOON)
          .toBeGreaterThan(0);
      });

      it('goes on sending where a reload cut it off, once the same is dropped again', async () => {
        const offsets = offsetsOf(page);
        await reloadHalfWay(page, () => start().click());
        await drop();
        await start().click();
        await page.waitForURL(/[?&]arrival=/);
        expect(offsets).toEqual([0, expect.toSatisfy((offset: number) => offset > 50_000)]);
      });

      it('tells all of the arrival again after a reload, though it may have ended meanwhile', async () => {
        const whole = async (route: Route) => {
          await page.getByText('80 of 80', { exact: true }).waitFor();
          await route.continue();
        };
        await page.route(/\/arrivals\/[^/]+$/, whole, { times: 1 });
        await page.reload();
        await page.getByRole('radio', { name: /owner\/web-dropped@1/, checked: true }).waitFor();
        const { items } = await service.call('GET', '/datasets/owner/web-dropped/versions/1/labels');
        expect(items).toEqual([
          { label: 'animals', count: 40 },
          { label: 'vehicles', count: 40 },
        ]);
      });
    });

    it('takes a zip of class folders that is dropped', async () => {
      const some = await somePictures(4);
      const files: Record<string, Uint8Array> = { 'notes.txt': Buffer.from('no image') };
      for (const [label, count] of [
        ['animals', 4],
        ['vehicles', 3],
      ] as const)
        for (const name of (await readdir(join(some, label))).slice(0, count))
          files[`${label}/${name}`] = await readFile(join(some, label, name));
      const folder = await mkdtemp(join(tmpdir(), 'graft-zip-'));
      const paths = ['web-zip.zip', 'second.zip'].map((name) => join(folder, name));
      for (const path of paths) await writeFile(path, await zipOf(files));

      await page.goto('/fine-tune');
      await dropFromDisk(page, page.getByText('Drop folders or a zip here'), paths);
      await page.getByText('second.zip').waitFor();
      await start().click();
      await page.getByText('A file was left out').waitFor();
      await page.getByText('notes.txt').waitFor();
      const { items } = await service.call('GET', '/datasets/owner/web-zip/versions/1/labels');
      expect(items).toEqual([
        { label: 'animals', count: 4 },
        { label: 'vehicles', count: 3 },
      ]);
    });

    it('says in words why a zip is refused', async () => {
      await page.goto('/fine-tune');
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Choose files' }).click();
      const buffer = await zipOf({ '../../evil.png': Buffer.from('no image') });
      await (await chooser).setFiles({ name: 'web-evil.zip', mimeType: 'application/zip', buffer });
      await start().click();
      await page.getByRole('alert').getByText('"../../evil.png": its name leads out of the archive.').waitFor();
      expect((await service.fetch('/api/v1/datasets/owner/web-evil')).status).toBe(404);
      await page.getByRole('button', { name: 'Choose another' }).click();
      await expect.poll(why, SOON).toContain('Add images of at least two classes first');
    });

    it('complained about nothing on the way', () => {
      expect(complaintsOf(page).filter((text) => !text.includes('ERR_CONNECTION_RESET'))).toEqual([]);
    });
  });
});
