import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  complaintsOf,
  expectAccessible,
  lacksBrowser,
  narrow,
  openBrowser,
  screenshots,
  scriptSizes,
  stranger,
} from './support/browser.js';
import { Service } from './support/service.js';

const STARTER = 'EfficientNet-Lite0';

describe.skipIf(lacksBrowser())('the zoo on the page', () => {
  const service = Service.at(inject('service'));
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await stranger(browser, service);
    await page.goto('/');
    await card(STARTER).waitFor();
  });
  afterAll(() => browser?.close());

  const card = (title: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  const cards = () => page.getByRole('region', { name: 'Models' }).getByRole('heading', { level: 2 });
  const search = (page: Page) => page.getByRole('searchbox', { name: 'Search models' });

  it('shows what a model is at a glance, and beside them what can be imported, marked so', async () => {
    const starter = card(STARTER);
    for (const fact of [
      'starter/efficientnet-lite0',
      'Image classification',
      '224 × 224 px',
      '4.69M parameters',
      'Apache 2.0',
    ])
      expect(await starter.innerText()).toContain(fact);
    expect(await starter.locator('svg polygon').count()).toBe(3 * 7); // seven stages, three faces each
    const { items } = await service.call('GET', '/catalogue');
    const importable = card(items[0].title);
    expect(await importable.innerText()).toContain('To import');
    const link = importable.getByRole('link');
    expect(await link.getAttribute('href')).toBe(`/publish?url=${encodeURIComponent(items[0].url)}`);
  });

  it('searches as one types, keeps it in the address, and takes it up again', async () => {
    await search(page).fill('incep');
    await expect.poll(() => page.url()).toContain('query=incep');
    await card('InceptionV3').first().waitFor();
    await expect.poll(() => card(STARTER).count()).toBe(0);
    await page.reload();
    await card('InceptionV3').first().waitFor();
    expect(await search(page).inputValue()).toBe('incep');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await card(STARTER).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('narrows by facets, whose counts say what comes', async () => {
    const filters = page.getByRole('complementary', { name: 'Filters' });
    const densenets = filters.getByRole('group', { name: 'Licence' }).getByRole('checkbox', { name: /BSD 3-Clause/ });
    const count = Number(/\d+$/.exec((await densenets.locator('xpath=../..').innerText()).trim())?.[0]);
    await densenets.click();
    await expect.poll(() => cards().count()).toBe(count);
    expect(new URL(page.url()).search).toBe('?license=bsd-3-clause');
    await search(page).fill('nothing like it');
    await page.getByRole('heading', { name: 'No model found for “nothing like it”' }).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Clear the search' }).last().click();
    await expect.poll(() => cards().count()).toBe(count);
    await page.getByRole('button', { name: 'Remove the filter BSD 3-Clause' }).click();
    await card(STARTER).waitFor();
    await page.goBack();
    await expect.poll(() => cards().count()).toBe(count);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await card(STARTER).waitFor();
  });

  it('looks in one place alone where that is asked for, and sorts', async () => {
    await page.getByText(/^To import · \d+$/).click();
    await expect.poll(() => card(STARTER).count()).toBe(0);
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Smallest first');
    await expect.poll(() => cards().first().innerText()).toContain('MobileNet 0.25');
    expect(new URL(page.url()).search).toBe('?sort=size&show=catalogue');
    await page.goto('/');
    await card(STARTER).waitFor();
  });

  it('leads to the model by keyboard', async () => {
    await card(STARTER).getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/m/starter/efficientnet-lite0');
    await page.goBack();
    await card(STARTER).waitFor();
  });

  it('says what went wrong, and tries again', async () => {
    const broken = await stranger(browser, service);
    let refused = true;
    await broken.route('**/api/v1/models?*', (route) =>
      refused
        ? route.fulfill({
            status: 429,
            json: { type: 'about:blank', status: 429, title: 'Too many requests', detail: 'Slow down.' },
          })
        : route.continue(),
    );
    await broken.goto('/');
    await broken.getByRole('alert').filter({ hasText: 'Slow down.' }).waitFor();
    refused = false;
    await broken.getByRole('button', { name: 'Try again' }).click();
    await broken.getByRole('heading', { name: STARTER }).waitFor();
    await broken.context().close();
  });

  it('has its filters in a narrow window, too, and in French', async () => {
    const small = await stranger(browser, service, { viewport: narrow, locale: 'fr-FR' });
    await small.goto('/');
    await small.getByRole('heading', { name: STARTER }).waitFor();
    await small.getByRole('button', { name: 'Filtres' }).click();
    await small
      .getByRole('dialog')
      .getByRole('checkbox', { name: /Extraction de caractéristiques/ })
      .click();
    await small
      .getByRole('dialog')
      .getByRole('button', { name: /^Voir \d+ modèles$/ })
      .click();
    await expect.poll(() => small.getByRole('heading', { name: STARTER }).count()).toBe(0);
    expect(complaintsOf(small)).toEqual([]);
    await small.context().close();
  });

  it('loads less than 300 kB of compressed JavaScript, in few files', async () => {
    const sizes = await scriptSizes(browser, service, '/');
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.length).toBeLessThanOrEqual(10);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
  });

  it('is accessible, and complains of nothing', async () => {
    await screenshots(page, 'zoo');
    await expectAccessible(page);
    expect(complaintsOf(page)).toEqual([]);
  });
});
