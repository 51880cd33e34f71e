import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  complaintsOf,
  expectAccessible,
  lacksBrowser,
  narrow,
  openBrowser,
  signedIn,
  stranger,
} from './support/browser.js';
import { Service } from './support/service.js';

describe.skipIf(lacksBrowser())('the page around the pages', () => {
  const service = Service.at(inject('service'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('signs in by the address that the server prints, and keeps the token out of the address', async () => {
    const page = await signedIn(browser, service);
    await page.getByRole('button', { name: 'Account' }).click();
    await expect.poll(() => page.getByText('Signed in as owner').isVisible()).toBe(true);
    expect(page.url()).toBe(`${service.url}/`);
    expect(complaintsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('shows an anonymous visitor the zoo, and no request fails', async () => {
    const page = await stranger(browser, service);
    const failed: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
    });
    await page.goto('/');
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(failed).toEqual([]);
    expect(complaintsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('speaks French where the browser does, and another language when asked', async () => {
    const page = await stranger(browser, service, { locale: 'fr-FR' });
    await page.goto('/');
    await page.getByRole('link', { name: 'Jeux de données' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('fr');
    await page.getByRole('button', { name: 'Apparence, Langue' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Data sets' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Data sets' }).waitFor();
    await page.context().close();
  });

  it('says in French what kind of problem it is, and marks what the server says as English', async () => {
    const page = await stranger(browser, service, { locale: 'fr-FR' });
    await page.goto('/datasets/owner/nothing');
    const alert = page.getByRole('alert').filter({ hasText: 'Introuvable' });
    expect(await alert.locator('[lang=en]').innerText()).toContain('owner/nothing');
    await expectAccessible(page);
    await page.context().close();
  });

  it('goes dark when asked, and stays so', async () => {
    const page = await stranger(browser, service);
    await page.goto('/');
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.reload({ waitUntil: 'commit' });
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark');
    await page.context().close();
  });

  it('can be walked by keyboard, from the skip link on', async () => {
    const page = await stranger(browser, service);
    await page.goto('/');
    await page.getByRole('link', { name: 'Zoo', exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.context().close();
  });

  it('has its menu in a narrow window, too', async () => {
    const page = await stranger(browser, service, { viewport: narrow });
    await page.goto('/');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.waitForURL('**/runs');
    await page.context().close();
  });

  it('says so where there is no page, and is accessible', async () => {
    const page = await stranger(browser, service);
    await page.goto('/nowhere');
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    await expectAccessible(page);
    await page.context().close();
  });
});
