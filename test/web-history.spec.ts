import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf, expectAccessible, lacksBrowser, openBrowser, screenshots, signedIn } from './support/browser.js';
import { ended, sharedService } from './support/shared.js';

const BASE = 'starter/efficientnet-lite0';
/** More than the page fetches at once. */
const MANY = 103;

describe.skipIf(lacksBrowser())('a model with a long history', { timeout: 240_000 }, () => {
  const service = sharedService();
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await signedIn(browser, service);
    const { id: arrival } = await service.call('POST', '/datasets', { name: 'owner/long-sample', sample: true });
    await ended(service, arrival, '/datasets/arrivals');
    const request = { base: BASE, dataset: 'owner/long-sample', recipe: { epochs: 1 } };
    const { id } = await service.call('POST', '/runs', request);
    expect(await ended(service, id)).toMatchObject({ status: 'succeeded' });
    const publication = { name: 'owner/long', visibility: 'private' };
    // Another card makes another version, and each is one of the base's children.
    for (let number = 1; number <= MANY; number++)
      await service.call('POST', `/runs/${id}/publish`, { ...publication, card: `# Long, edition ${number}` });
  }, 240_000);
  afterAll(() => browser.close());

  const region = (name: string) => page.getByRole('region', { name });

  it('shows all of its versions, part by part', async () => {
    await page.goto('/m/owner/long?tab=history');
    const rows = region('Versions').getByRole('row');
    await rows.nth(100).waitFor();
    expect(await rows.count()).toBe(1 + 100);
    await expectAccessible(page);
    await region('Versions').getByRole('button', { name: 'Show more' }).click();
    await rows.nth(MANY).waitFor();
    expect(await rows.count()).toBe(1 + MANY);
    expect(await region('Versions').getByRole('button', { name: 'Show more' }).count()).toBe(0);
    await region('Versions').getByRole('button', { name: '@1', exact: true }).click();
    await page.getByRole('heading', { name: 'Long, edition 1' }).waitFor();
  });

  it('shows all that was made from it, part by part', async () => {
    await page.goto(`/m/${BASE}?tab=history`);
    const children = region('Lineage').getByRole('link', { name: /^owner\/long@/ });
    await children.first().waitFor();
    const before = await children.count();
    expect(before).toBeLessThanOrEqual(100);
    await screenshots(page, 'model-children');
    await region('Lineage').getByRole('button', { name: 'Show more' }).click();
    await children.nth(MANY - 1).waitFor();
    expect(await children.count()).toBe(MANY);
    expect(complaintsOf(page)).toEqual([]);
  });
});
