/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { machineHas, skipUnless } from './require.js';
import type { Service } from './service.js';

const CHROMIUM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => machineHas(existsSync(path)));

/** Set by `npm run screenshots`: pictures of every page are kept here. */
const OUTPUT = process.env.GRAFT_SCREENSHOTS ? resolve(import.meta.dirname, '../output') : null;

export const lacksBrowser = (): boolean =>
  skipUnless(CHROMIUM !== undefined, 'a browser (Debian: apt install chromium)');

/** A camera that shows a test picture, and is always permitted. */
const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export const openBrowser = ({ camera = false } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-dev-shm-usage', ...(camera ? CAMERA : [])],
  });

/** Windows that the page is looked at in. */
export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

type Settings = NonNullable<Parameters<Browser['newContext']>[0]>;

/** What a browser complained about while a page was open: errors of scripts, and what the security policy held back. */
const complaints = new WeakMap<Page, string[]>();

/** A new profile, signed in as the owner by an address such as the server prints at its start. */
export async function signedIn(browser: Browser, service: Service, settings: Settings = {}): Promise<Page> {
  const page = await stranger(browser, service, settings);
  await openSignedIn(page, service);
  return page;
}

/** Opens an address that signs the page in, and waits for the server's answer. @returns its status */
export async function openSignedIn(page: Page, service: Service, path = '/'): Promise<number> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/v1/session'));
  await page.goto(`${path}#token=${await service.oneTimeToken()}`);
  const status = (await answer).status();
  await page.waitForFunction(() => location.hash === '');
  return status;
}

/** A new browser profile that is not signed in. */
export async function stranger(browser: Browser, service: Service, settings: Settings = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: service.url,
    viewport: wide,
    locale: 'en-GB',
    acceptDownloads: true,
    reducedMotion: 'reduce', // animations are drawn 60 times per second, on the CPU that the test needs
    ...settings,
  });
  const page = await context.newPage();
  const heard: string[] = [];
  complaints.set(page, heard);
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) heard.push(message.text());
  });
  return page;
}

export const complaintsOf = (page: Page): string[] => complaints.get(page) ?? [];

/** Drags files and folders of this machine onto an element, as a file manager does. @param paths absolute */
export async function dropFromDisk(page: Page, target: Locator, paths: string[]): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await target.boundingBox())!;
  const middle = { x: x + width / 2, y: y + height / 2 };
  const debuggerOf = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await debuggerOf.send('Input.dispatchDragEvent', {
      type,
      ...middle,
      data: { items: [], files: paths, dragOperationsMask: 1 },
    });
  await debuggerOf.detach();
}

/** Bytes of each script that a page fetches with an empty cache, as gzip at its usual level makes them. */
export async function scriptSizes(browser: Browser, service: Service, path: string): Promise<number[]> {
  const fresh = await stranger(browser, service);
  const scripts: Promise<Buffer>[] = [];
  fresh.on('response', (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? '')) scripts.push(response.body());
  });
  await fresh.goto(path);
  await fresh.waitForLoadState('networkidle');
  const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).byteLength);
  await fresh.context().close();
  return sizes;
}

/** Keeps an image of the whole page for people to look at; an ordinary test run takes none. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (!OUTPUT) return;
  await mkdir(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: true, animations: 'disabled' });
}

/** The page as it is now, in both colours and both widths, `name-wide-light.png` and its like; the window is put back. */
export async function screenshots(page: Page, name: string): Promise<void> {
  if (!OUTPUT) return;
  for (const [width, viewport] of Object.entries({ wide, narrow })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await inColours(page, colorScheme);
      await screenshot(page, `${name}-${width}-${colorScheme}`);
    }
  }
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Waits until the page has these colours, and a moment more, in which charts are drawn again. */
async function inColours(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, colorScheme);
  await page.waitForTimeout(100);
  // A busy machine draws late, and axe must not see colours on their way.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** No violation of WCAG 2.2 A and AA that axe finds, in light and dark, and no sideways scrolling in a narrow window. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(showAll);
  for (const [colorScheme, rules] of [
    ['light', RULES],
    ['dark', CONTRAST],
  ] as const) {
    await inColours(page, colorScheme);
    assert.deepEqual(await violations(page, rules), [], `${page.url()} in ${colorScheme}`);
  }
  await page.setViewportSize(narrow);
  assert.ok(await fits(page), `${page.url()} is wider than a narrow window.`);
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light' });
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What hangs on the colours. */
const CONTRAST = { type: 'rule', values: ['color-contrast'] };

/** Whether nothing reaches beyond the window, once charts are drawn again in its width. */
function fits(page: Page): Promise<boolean> {
  const narrowEnough = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  return page.waitForFunction(narrowEnough, undefined, { timeout: 5000 }).then(
    () => true,
    () => false,
  );
}

/** Colours of what the browser does not draw yet, since it lies far below, may be those of before. */
function showAll(): void {
  for (const element of document.querySelectorAll<HTMLElement>('main *'))
    if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible';
}

async function violations(page: Page, rules: unknown): Promise<string[]> {
  // By the debugger's way in: the page's own policy lets no foreign script run.
  const source = await readFile(axe, 'utf8');
  await page.evaluate(source);
  return page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ runOnly, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join('\n')}`);
  }, rules);
}
