import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { complaintsOf, expectAccessible, lacksBrowser, openBrowser, screenshots, signedIn } from './support/browser.js';
import { Service } from './support/service.js';

const SOON = { timeout: 15_000 };

describe.skipIf(lacksBrowser())('the page of data sets', () => {
  const service = Service.at(inject('service'));
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const { code, stderr } = await service.graft('dataset', 'create', 'web-emoji', '--sample');
    expect(code, stderr).toBe(0);
    browser = await openBrowser();
    page = await signedIn(browser, service);
  });
  afterAll(() => browser.close());

  it('lists them with their sizes, and leads to one', async () => {
    await page.goto('/datasets');
    await page.getByRole('row', { name: /owner\/web-emoji .* 284/ }).waitFor();
    await page.getByRole('heading', { name: 'Sample set' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'datasets');
    await page.getByRole('link', { name: 'owner/web-emoji' }).click();
    await page.getByRole('heading', { level: 1, name: 'owner/web-emoji' }).waitFor();
  });

  it('shows the images of each class, drawing those in sight and fetching more as they are scrolled to', async () => {
    const grid = page.getByRole('region', { name: 'Images of owner/web-emoji' });
    await grid.getByRole('button').first().waitFor();
    expect(await grid.getByRole('listitem').count()).toBeLessThan(100);
    await expect
      .poll(async () => {
        await grid.evaluate((box) => box.scrollTo(0, box.scrollHeight));
        return grid.getByRole('button', { name: /, vehicles$/ }).count();
      }, SOON)
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: /^faces 48$/ }).click();
    await expect.poll(() => page.url(), SOON).toContain('label=faces');
    await expect.poll(() => grid.getByRole('button', { name: /, faces$/ }).count(), SOON).toBeGreaterThan(20);
    expect(await grid.getByRole('button', { name: /, animals$/ }).count()).toBe(0);
    await expectAccessible(page);
    await screenshots(page, 'dataset');
  });

  it('opens an image, and goes on by the arrow keys', async () => {
    await page
      .getByRole('button', { name: /, faces$/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    const first = await dialog.getByRole('img', { name: /^faces\// }).getAttribute('src');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => dialog.getByRole('img', { name: /^faces\// }).getAttribute('src'), SOON).not.toBe(first);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('leads to a fine-tune with it', async () => {
    await page.getByRole('link', { name: 'Fine-tune with it' }).click();
    await page.getByRole('radio', { name: /owner\/web-emoji@1/, checked: true }).waitFor();
    await page.getByText('faces · 48').waitFor();
    await page.goBack();
  });

  it('deletes it once the question is answered', async () => {
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete owner/web-emoji?' });
    await dialog.getByText('284 images are deleted permanently').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/datasets');
    await page.getByRole('heading', { level: 1, name: 'Data sets' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'owner/web-emoji' }).count(), SOON).toBe(0);
    expect((await service.fetch('/api/v1/datasets/owner/web-emoji')).status).toBe(404);
    expect(complaintsOf(page)).toEqual([]);
  });
});
