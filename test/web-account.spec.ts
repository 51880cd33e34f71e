import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  complaintsOf,
  expectAccessible,
  lacksBrowser,
  openBrowser,
  openSignedIn,
  screenshots,
  signedIn,
  stranger,
} from './support/browser.js';
import type { Resource } from '#graft/api';
import { Service } from './support/service.js';

const PASSWORD = 'correct horse battery';

describe.skipIf(lacksBrowser())('the account', () => {
  const service = Service.at(inject('service'));
  let browser: Browser;
  let owner: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    owner = await signedIn(browser, service);
  });
  afterAll(() => browser.close());

  it('makes a token that works, shows it once, and revokes it', async () => {
    await owner.goto('/account');
    await owner.getByRole('button', { name: 'New token' }).click();
    await owner.getByLabel('What it is for').fill('test laptop');
    await owner.getByRole('checkbox', { name: 'train' }).uncheck();
    await owner.getByRole('button', { name: 'Create token' }).click();
    const secret = await owner.getByRole('region', { name: 'Token', exact: true }).innerText();
    await expectAccessible(owner);
    await owner.getByRole('button', { name: 'I copied it' }).click();
    const me = await service.fetch('/api/v1/me', { headers: { Authorization: `Bearer ${secret}` } });
    expect(await me.json()).toMatchObject({ account: { name: 'owner' }, scopes: ['read', 'publish'] });

    await owner.reload();
    await owner.getByRole('row', { name: 'test laptop' }).waitFor();
    expect(await owner.content()).not.toContain(secret);
    await expectAccessible(owner);
    await screenshots(owner, 'account');
    await owner.getByRole('button', { name: 'Revoke test laptop' }).click();
    await owner.getByText('are refused at once').waitFor();
    await expectAccessible(owner);
    await screenshots(owner, 'account-revoke');
    await owner.getByRole('button', { name: 'Revoke', exact: true }).click();
    await owner.getByRole('row', { name: 'test laptop' }).waitFor({ state: 'detached' });
    const after = await service.fetch('/api/v1/me', { headers: { Authorization: `Bearer ${secret}` } });
    expect(after.status).toBe(401);
    expect(complaintsOf(owner)).toEqual([]);
  });

  it('lets admins make namespaces and users, who sign in by name and password', async () => {
    await owner.goto('/account');
    await owner.getByRole('button', { name: 'New user' }).click();
    await owner.getByRole('textbox', { name: 'Name' }).fill('Web Ada');
    await owner
      .getByLabel(/^Password/)
      .first()
      .fill(PASSWORD);
    await owner.getByRole('button', { name: 'Create account' }).click();
    await owner.getByRole('row', { name: 'web-ada' }).waitFor();
    await owner.getByRole('button', { name: 'Disable web-ada' }).click();
    await owner.getByText('its tokens stop working').waitFor();
    await expectAccessible(owner);
    await owner.getByRole('button', { name: 'Disable', exact: true }).last().click();
    await owner.getByRole('row', { name: 'web-ada Disabled' }).waitFor();
    await owner.getByRole('button', { name: 'Enable web-ada' }).click();
    await owner.getByRole('button', { name: 'Enable', exact: true }).last().click();
    await owner.getByRole('row', { name: 'web-ada Disabled' }).waitFor({ state: 'detached' });
    await owner.getByRole('button', { name: 'New namespace' }).click();
    await owner.getByRole('textbox', { name: 'Name' }).fill('web-lab');
    await owner.getByLabel('Account that owns it').fill('web-ada');
    await owner.getByRole('button', { name: 'Create namespace' }).click();
    await owner.getByRole('link', { name: 'web-lab (web-ada)' }).waitFor();

    const ada = await stranger(browser, service);
    await ada.goto('/account');
    await ada.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await ada.getByRole('tab', { name: 'Name and password' }).click();
    await expectAccessible(ada);
    await ada.getByRole('textbox', { name: 'Name' }).fill('web-ada');
    await ada.getByLabel('Password', { exact: true }).fill('wrong horse battery');
    await ada.getByRole('button', { name: 'Sign in' }).click();
    await ada.getByRole('alert').waitFor();
    await screenshots(ada, 'sign-in');
    await ada.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await ada.getByRole('button', { name: 'Sign in' }).click();
    await ada.waitForURL('**/account');
    await ada.getByRole('link', { name: 'web-lab' }).waitFor();
    expect(await ada.getByRole('heading', { name: 'Users' }).count()).toBe(0);
    // What she may not do says why.
    await ada.getByRole('button', { name: 'New namespace' }).hover();
    await ada.getByText('Only admins can create namespaces').waitFor();
    // Signed in with a password, she manages her tokens.
    await ada.getByRole('row', { name: 'signed in' }).waitFor();
    expect(complaintsOf(ada)).toEqual([]);
    await ada.context().close();
  });

  it('signs in by the printed address once, and asks before it replaces another account', async () => {
    const nameOf = (page: Page) =>
      page.evaluate(async () => ((await (await fetch('/api/v1/me')).json()) as Resource<'MeResponse'>).account?.name);
    const page = await stranger(browser, service);
    const token = await service.oneTimeToken();
    await page.goto(`/datasets#token=${token}`);
    await page.getByRole('button', { name: 'Account' }).waitFor();
    expect(page.url()).toBe(`${service.url}/datasets`);
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);

    // Used before: a browser that is signed in does not notice, another one is told how to get a new address.
    await page.goto(`/#token=${token}`);
    await page.waitForFunction(() => location.hash === '');
    expect(await nameOf(page)).toBe('owner');
    const late = await stranger(browser, service);
    await late.goto(`/#token=${token}`);
    await late.getByText('This link was used before').waitFor();
    await expectAccessible(late);
    await late.context().close();

    // Signed in as another account: nothing changes until its person says so.
    const bea = { name: 'web-bea', password: PASSWORD };
    await service.call('POST', '/users', bea);
    const hers = await stranger(browser, service);
    await hers.goto('/sign-in');
    await hers.getByRole('tab', { name: 'Name and password' }).click();
    await hers.getByRole('textbox', { name: 'Name' }).fill(bea.name);
    await hers.getByLabel('Password', { exact: true }).fill(bea.password);
    await hers.getByRole('button', { name: 'Sign in' }).click();
    await hers.getByRole('button', { name: 'Account' }).waitFor();
    expect(await openSignedIn(hers, service)).toBe(409);
    await hers.getByText('You are signed in as web-bea').waitFor();
    await expectAccessible(hers);
    await screenshots(hers, 'greeting-question');
    await hers.getByRole('button', { name: 'Cancel' }).click();
    expect(await nameOf(hers)).toBe('web-bea');
    // The address of a tab that is open already, without a reload.
    await hers.evaluate((fresh) => void (location.hash = `token=${fresh}`), await service.oneTimeToken());
    await hers.getByRole('button', { name: 'Sign in as owner' }).click();
    await hers.getByText('You are signed in as web-bea').waitFor({ state: 'detached' });
    expect(await nameOf(hers)).toBe('owner');
    expect(complaintsOf(hers)).toEqual([]);
    await hers.context().close();
    await page.context().close();
  });

  it('signs in by token, and goes on nowhere but to this page', async () => {
    const page = await stranger(browser, service);
    await page.goto(`/sign-in?next=${encodeURIComponent('https://example.org/')}`);
    await page.getByRole('textbox', { name: 'Token' }).fill('graft_nonsense');
    await page.getByRole('button', { name: 'Sign in' }).last().click();
    await page.getByText('unknown, expired or revoked').waitFor();
    await page.getByRole('textbox', { name: 'Token' }).fill(await service.token());
    await page.getByRole('button', { name: 'Sign in' }).last().click();
    await page.waitForURL(`${service.url}/`);
    await page.context().close();
  });
});
