import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  complaintsOf,
  expectAccessible,
  lacksBrowser,
  openBrowser,
  screenshot,
  screenshots,
  signedIn,
  stranger,
} from './support/browser.js';
import { begunService } from './support/begun-service.js';
import type { Service } from './support/service.js';
import { ended } from './support/shared.js';

const BASE = 'starter/efficientnet-lite0';
const run = promisify(execFile);
const addressOf = (name: string) => JSON.stringify(import.meta.resolve(name));
const ON_WASM = `await import(${addressOf('@tensorflow/tfjs-backend-wasm')});
await (await import(${addressOf('@tensorflow/tfjs-core')})).setBackend('wasm');`;

describe.skipIf(lacksBrowser())('a model on the page', () => {
  let service: Service;
  let browser: Browser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    [service, browser] = await Promise.all([begunService(), openBrowser()]);
    folder = await mkdtemp(join(tmpdir(), 'graft-model-'));
    await fineTuned(service);
    page = await signedIn(browser, service);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await service?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const tab = (name: string) => page.getByRole('tab', { name });
  const choose = (name: string) => page.getByRole('radiogroup').getByText(name, { exact: true }).click();
  const code = (name: string) => page.getByRole('region', { name }).locator('code').innerText();

  it('shows the card and what is known of it', async () => {
    await page.goto(`/m/${BASE}`);
    await page.getByRole('heading', { name: 'What it cannot do' }).waitFor();
    const facts = await page.getByRole('region', { name: 'At a glance' }).innerText();
    for (const fact of ['EfficientNetLite0', '224 × 224 × 3', '4.69M', 'Apache 2.0']) expect(facts).toContain(fact);
    expect(await page.getByRole('link', { name: 'Fine-tune' }).last().getAttribute('href')).toBe(
      `/fine-tune?base=${BASE}@1`,
    );
    const labels = page.getByRole('group', { name: 'Labels' });
    expect(await labels.isVisible()).toBe(false);
    await screenshots(page, 'model-card');
    await expectAccessible(page);
    await page.getByText(/^It distinguishes 1,?000 labels/).click();
    expect(await labels.innerText()).toContain('tench, goldfish, ');
    await expectAccessible(page);
  });

  it('says what is on an image that is chosen, and why another cannot be read', async () => {
    await page.goto('/m/owner/sorter');
    const [picture] = (await service.call('GET', '/datasets/sample/held-out')).items;
    const bytes = Buffer.from(await (await service.fetch(picture.image)).arrayBuffer());
    const drop = page.locator('input[type=file]');
    await drop.setInputFiles({ name: 'new.png', mimeType: 'image/png', buffer: bytes });
    const answer = page.getByRole('list', { name: 'Predictions for new.png' });
    await answer.waitFor();
    const init = { method: 'POST', headers: { 'content-type': 'image/png' }, body: bytes };
    const [said] = await (await service.fetch('/api/v1/models/owner/sorter/versions/1/predict', init)).json();
    const labels = answer.locator('li > span:first-child');
    expect(await labels.allInnerTexts()).toEqual(said.predictions.map(({ label }: { label: string }) => label));
    await drop.setInputFiles({ name: 'bad.png', mimeType: 'image/png', buffer: Buffer.from('no image') });
    await page.getByRole('alert').filter({ hasText: 'bad.png' }).waitFor();
  });

  it('gives TensorFlow.js code that runs as it is, whole and without its top', async () => {
    await page.goto(`/m/${BASE}?tab=use`);
    const whole = await outputOf(await code('TensorFlow.js'));
    expect(whole).toHaveLength(1000);
    expect(whole.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
    await choose('Without its top');
    await expect.poll(() => code('TensorFlow.js')).toContain('top=false&pooling=avg');
    expect(await outputOf(await code('TensorFlow.js'))).toHaveLength(1280);
    await page.reload();
    expect(await code('TensorFlow.js')).toContain('top=false&pooling=avg');
  });

  /** Runs the code in Node, with a grey picture instead of the page's, and WebAssembly instead of its graphics. */
  async function outputOf(snippet: string): Promise<number[]> {
    const pixels = '{ data: new Uint8Array(40 * 30 * 4).fill(128), width: 40, height: 30 }';
    const page = `globalThis.document = { querySelector: () => (${pixels}) }; ${ON_WASM}`;
    const print = 'process.stdout.write(JSON.stringify([...(await output.data())]));';
    const program = [snippet.replace(/^console\.log.*$/m, ''), print].join('\n');
    const args = ['--input-type=module', '--import', `data:text/javascript,${encodeURIComponent(page)}`, '-e', program];
    const { stdout } = await run(process.execPath, args, { maxBuffer: 2 ** 24 });
    return JSON.parse(stdout.slice(stdout.lastIndexOf('['))) as number[];
  }

  it('gives commands that run as they are', async () => {
    await choose('Terminal');
    const [setting = '', pull = ''] = (await code('Terminal')).split('\n');
    expect(setting).toBe(`export GRAFT_URL=${service.url}`);
    const [, ...args] = pull.replace(/\s+#.*$/, '').split(' ');
    const pulled = await service.graft(...args, '-o', join(folder, 'pulled'), '--json');
    expect(pulled.code).toBe(0);
    expect(await readdir(join(folder, 'pulled'))).toEqual(
      expect.arrayContaining(['model.json', 'preprocessing.json']) as string[],
    );
    await screenshots(page, 'model-use');
    await expectAccessible(page);
  });

  it('hands out its files, whole or cut', async () => {
    await page.goto('/m/owner/sorter?tab=use&top=false&pooling=avg');
    const downloads = page.getByRole('region', { name: 'Files' });
    const [zip] = await Promise.all([
      page.waitForEvent('download'),
      downloads.getByRole('button', { name: 'Download sorter-no-top-tfjs.zip' }).click(),
    ]);
    expect(zip.suggestedFilename()).toBe('sorter-no-top-tfjs.zip');
    const href = await downloads.getByRole('link', { name: 'Download sorter-no-top.onnx' }).getAttribute('href');
    expect((await service.fetch(href!)).status).toBe(200);
  });

  it('draws where the top begins and where freezing can end', async () => {
    await page.goto(`/m/${BASE}?tab=network`);
    const table = page.getByRole('table', { name: 'Layers from the input to the output' });
    await table.getByText('The frozen layers can end here').first().waitFor();
    const { layers, top } = await service.call('GET', `/models/${BASE}/versions/1/layers`);
    expect(await page.getByRole('heading', { name: `${layers.length} layers` }).isVisible()).toBe(true);
    expect(await table.getByRole('row').count()).toBeLessThan(60); // those in sight
    await page.getByRole('region', { name: 'Layers from the input to the output' }).evaluate((scroller) => {
      scroller.scrollTop = scroller.scrollHeight;
    });
    await table.getByText('The top begins here').waitFor();
    expect(await table.getByRole('rowheader', { name: top.layer, exact: true }).isVisible()).toBe(true);
    await screenshots(page, 'model-network');
    await expectAccessible(page);
  });

  it('draws the network as a graph, whose blocks open', async () => {
    await choose('Graph');
    const nodes = page.locator('.react-flow__node');
    await nodes.first().waitFor();
    await page
      .getByRole('button', { name: /^Open .*: \d+ layers$/ })
      .first()
      .click();
    await nodes.filter({ hasText: 'InputLayer' }).first().waitFor();
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await screenshots(page, 'model-graph');
    await expectAccessible(page);
    expect(complaintsOf(page)).toEqual([]);
  });

  it('leads through the graph by keyboard, of however many layers, with one tab stop', async () => {
    const deep = 'starter/efficientnet-lite2';
    await page.goto(`/m/${deep}?tab=network`);
    await choose('Graph');
    const { layers } = await service.call('GET', `/models/${deep}/versions/1/layers`);
    const graph = page.getByRole('application', { name: 'The network as a graph' });
    const active = async () => page.locator(`[id="${await graph.getAttribute('aria-activedescendant')}"]`);
    const said = async () => (await active()).getAttribute('aria-label');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

    await page.getByRole('button', { name: 'Open all blocks' }).click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('The network as a graph');
    await expect.poll(said).toContain(`InputLayer, ${layers[0].name} ·`);
    await page.keyboard.press('ArrowDown');
    await expect.poll(said).toContain(`, ${layers[1].name} ·`);
    await page.keyboard.press('End');
    await expect.poll(said).toContain(`, ${layers.at(-1).name} ·`);
    expect(await (await active()).boundingBox()).toMatchObject({ x: expect.toSatisfy((x: number) => x > 0) });
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Zoom in');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect.poll(said).toMatch(/, Open .*: \d+ layers$/);
    await screenshot(page, 'model-graph-keys');
    await page.keyboard.press('Enter');
    await expect.poll(said).not.toMatch(/, Open .*: \d+ layers$/);
    await expectAccessible(page);
  });

  it('tells how good it is, to strangers without the pictures', async () => {
    await page.goto('/m/owner/sorter?tab=evaluation');
    await page.getByRole('table', { name: 'Per class' }).waitFor();
    await screenshots(page, 'model-evaluation');
    await expectAccessible(page);
    const other = await stranger(browser, service);
    await other.goto('/m/owner/sorter?tab=evaluation');
    await other.getByRole('table', { name: 'Per class' }).waitFor();
    expect(await other.locator('main img').count()).toBe(0);
    expect(await other.getByRole('button', { name: 'Manage this model' }).count()).toBe(0);
    expect(complaintsOf(other)).toEqual([]);
    await other.context().close();
  });

  it('leads from base to this one to what grew from it', async () => {
    await tab('Lineage and versions').click();
    const lineage = page.getByRole('region', { name: 'Lineage' });
    await lineage.getByRole('link', { name: `${BASE}@1` }).waitFor();
    await lineage.getByRole('link', { name: 'owner/sample@1' }).waitFor();
    await screenshots(page, 'model-lineage');
    await expectAccessible(page);
    await lineage.getByRole('link', { name: `${BASE}@1` }).click();
    await page.waitForURL(`**/m/${BASE}?version=1`);
    await tab('Lineage and versions').click();
    await page.getByRole('link', { name: 'owner/sorter@1' }).waitFor();
  });

  it('yanks and takes back, and says why it cannot be deleted', async () => {
    await page.goto(`/m/${BASE}`);
    const manage = async (item: string) => {
      await page.getByRole('button', { name: 'Manage this model' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await manage('Delete version 1 …');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByText('owner/sorter@1').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

    await page.goto('/m/owner/sorter');
    await manage('Yank version 1 …');
    await page.getByRole('textbox', { name: 'Reason' }).fill('mislabelled');
    await page.getByRole('dialog').getByRole('button', { name: 'Yank' }).click();
    await page.getByText('Version 1 of owner/sorter was yanked: mislabelled.').waitFor();
    await manage('Undo the yank of version 1');
    await expect.poll(() => page.getByText('mislabelled').count(), { timeout: 10_000 }).toBe(0);
  });

  it('helps where there is no such model', async () => {
    await page.goto('/m/starter/efficientnet-lite1');
    await page.getByRole('heading', { name: 'Model not found' }).waitFor();
    await page.getByText('Did you mean starter/efficientnet-lite').waitFor();
    await page.getByRole('link', { name: 'Search for efficientnet-lite1' }).click();
    await page.waitForURL('**/?query=efficientnet-lite1');
    expect(complaintsOf(page)).toEqual([]);
  });
});

/** A model that learned the sample set, public, from images that are not. */
async function fineTuned(service: Service): Promise<void> {
  const { id: arrival } = await service.call('POST', '/datasets', { name: 'owner/sample', sample: true });
  await ended(service, arrival, '/datasets/arrivals');
  const publishAs = { name: 'owner/sorter', visibility: 'public' };
  const request = { base: BASE, dataset: 'owner/sample', recipe: { epochs: 6 }, publishAs };
  const { id } = await service.call('POST', '/runs', request);
  const { status, problem } = await ended(service, id);
  if (status !== 'succeeded') throw new Error(JSON.stringify(problem));
}
