import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '#graft/api';
import { toTensor } from '#graft/images';
import { readKerasHdf5, readKerasV3, writeOnnx } from '#graft/network';
import {
  complaintsOf,
  expectAccessible,
  lacksBrowser,
  narrow,
  openBrowser,
  screenshots,
  signedIn,
} from './support/browser.js';
import { loadTfjsZip, runOnnx } from './support/runtimes.js';
import { begunService } from './support/begun-service.js';
import type { Service } from './support/service.js';
import { ended } from './support/shared.js';

type Prediction = Resource<'PredictionResponse'>;

const BASE = 'starter/efficientnet-lite0';

describe.skipIf(lacksBrowser())('runs on the page', () => {
  let service: Service;
  let browser: Browser;
  let page: Page;
  /** The features of the sample set are cached by the first run. */
  let short: string;
  let long: string;

  beforeAll(async () => {
    [service, browser] = await Promise.all([begunService(), openBrowser()]);
    await arrivedSample(service);
    page = await signedIn(browser, service);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await service?.dispose();
  });

  const start = async (recipe: object): Promise<string> =>
    (await service.call('POST', '/runs', { base: BASE, dataset: 'owner/sample', recipe })).id;
  const epochsDrawn = async () =>
    Number(/Epoch (\d+)/.exec((await page.getByRole('figure').first().textContent()) ?? '')?.[1] ?? 0);
  const button = (name: string) => page.getByRole('button', { name });

  it('says how to begin where there is none', async () => {
    await page.goto('/runs');
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    expect(await page.getByRole('link', { name: 'Fine-tune a model' }).getAttribute('href')).toBe('/fine-tune');
  });

  it('shows the images that are looked at, then what is learned, to the evaluation', async () => {
    short = await start({ epochs: 4 });
    await page.goto(`/runs/${short}`);
    await page.getByText(/\d+ of 284 images · [\d,]+ images\/s · .+ left/).waitFor();
    await page.getByRole('heading', { name: 'No result yet' }).waitFor();
    await page.getByRole('heading', { name: 'Evaluation' }).waitFor({ timeout: 120_000 });
    const { evaluation } = await service.call('GET', `/runs/${short}`);
    await page.getByText(`correct, on ${evaluation.images} test images`).waitFor();
    expect(await page.getByRole('table', { name: 'Per class' }).getByRole('row').count()).toBe(
      evaluation.classes.length + 1,
    );
    expect(await page.getByText('Done', { exact: true }).first().isVisible()).toBe(true);
  });

  it('shows the pictures that it is most wrong about', async () => {
    const { evaluation } = await service.call('GET', `/runs/${short}`);
    const pictures = page.getByRole('region', { name: 'Most confident errors' }).getByRole('img');
    expect(await pictures.count()).toBe(evaluation.mostWrong.length);
    await pictures.first().scrollIntoViewIfNeeded();
    await expect.poll(() => pictures.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(224);
  });

  it('tells the recipe with its reasons and the log, at addresses of their own', async () => {
    await page.getByRole('tab', { name: 'Recipe' }).click();
    const epochs = page.getByRole('row', { name: /^Maximum epochs/ });
    expect(await epochs.textContent()).toBe('Maximum epochs4You chose it.');
    await page.getByRole('row', { name: /^Optimiser Adam Adam needs/ }).waitFor();
    await page.goto(`${page.url().split('?')[0]}?tab=log`);
    await page.getByText(/^Epoch 4: loss/).waitFor();
  });

  it('gives the reasons in French, too', async () => {
    const french = await signedIn(browser, service, { locale: 'fr-FR' });
    await french.goto(`/runs/${short}?tab=recipe`);
    await french
      .getByRole('cell', { name: 'Un taux d’apprentissage auquel adam entraîne une telle tête de façon fiable.' })
      .waitFor();
    await french.context().close();
  });

  it('is accessible', async () => {
    for (const tab of ['result', 'recipe', 'log']) {
      await page.goto(`/runs/${short}?tab=${tab}`);
      await page.getByRole('tabpanel').waitFor();
      await page.getByText('The figures as a table').click();
      await page.getByRole('table', { name: 'Training curves' }).waitFor();
      await expectAccessible(page);
      if (tab === 'result') await screenshots(page, 'run');
    }
  });

  it('draws the curve as it grows, and has all of it after a reload', async () => {
    long = await start({ epochs: 1000, patience: 0 });
    await page.goto(`/runs/${long}`);
    await expect.poll(epochsDrawn, { timeout: 60_000 }).toBeGreaterThan(2);
    const before = await epochsDrawn();
    await page.reload();
    await expect.poll(epochsDrawn, { timeout: 60_000 }).toBeGreaterThan(before);
    await page.getByText('The figures as a table').click();
    const table = page.getByRole('table', { name: 'Training curves' });
    expect((await table.getByRole('rowheader').allTextContents()).map((text) => parseInt(text)).slice(0, 3)).toEqual([
      1, 2, 3,
    ]);
    await screenshots(page, 'run-learning');
  });

  it('stops, and goes on where it stopped', async () => {
    await button('Stop').click();
    await button('Resume').waitFor();
    await page.getByText('Stopped. The progress is saved').waitFor();
    const learned = (await service.call('GET', `/runs/${long}`)).history.length;
    expect(learned).toBeGreaterThan(2);
    await button('Resume').click();
    await button('Stop').waitFor();
    await expect.poll(epochsDrawn, { timeout: 60_000 }).toBeGreaterThan(learned);
    await button('Stop').click();
    await button('Resume').waitFor();
  });

  it('goes on by itself when the server was away', async () => {
    await service.call('POST', `/runs/${long}/resume`);
    await page.reload();
    await button('Stop').waitFor();
    await service.kill9();
    await service.start();
    const learned = (await service.call('GET', `/runs/${long}`)).history.length;
    await expect.poll(epochsDrawn, { timeout: 60_000 }).toBeGreaterThan(learned);
    await button('Stop').click();
    await button('Resume').waitFor();
    expect((await ended(service, long)).status).toBe('cancelled');
  });

  it('publishes, and leads to the model', async () => {
    await page.goto(`/runs/${short}`);
    await button('Publish').click();
    const dialog = page.getByRole('dialog', { name: 'Publish this model' });
    await dialog.getByLabel('Name').fill('sample-model');
    await dialog.getByRole('radio', { name: 'Private' }).check();
    await dialog.getByRole('button', { name: /^Publish/ }).click();
    const link = page.getByRole('link', { name: 'Published as owner/sample-model@1' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('/m/owner/sample-model');
  });

  const download = async (link: Locator) => (await Promise.all([page.waitForEvent('download'), link.click()]))[0];

  it('hands out files that say elsewhere what the page says to an image', async () => {
    const [{ image }] = (await service.call('GET', '/datasets/sample/held-out')).items;
    const picture = Buffer.from(await (await service.fetch(image)).arrayBuffer());
    const answer = page.waitForResponse('**/predict');
    await page.getByLabel('Drop images here').setInputFiles({ name: 'new', mimeType: 'image/png', buffer: picture });
    const [{ predictions }] = (await (await answer).json()) as [{ predictions: Prediction[] }];
    const shown = page.getByRole('list', { name: 'Predictions for new' }).locator('li > span:first-child');
    await expect.poll(() => shown.allInnerTexts()).toEqual(predictions.map(({ label }) => label));

    await button('Download').click();
    const dialog = page.getByRole('dialog', { name: 'Download the model' });
    const zip = await download(dialog.getByRole('button', { name: '.zip' }));
    expect(zip.suggestedFilename()).toBe('sample-tfjs.zip');
    const file = async (ending: string) =>
      readFile(await (await download(dialog.getByRole('link', { name: ending }))).path());
    const tfjs = await loadTfjsZip(await zip.path());
    const input = await toTensor(picture, tfjs.preprocessing);
    const byOnnx = (model: Uint8Array) => runOnnx(model, input, tfjs.inputShape);
    const elsewhere = {
      tfjs: await tfjs.run(input),
      onnx: await byOnnx(await file('.onnx')),
      keras: await byOnnx(writeOnnx(await readKerasV3(await file('.keras'), 'sample.keras'))),
      h5: await byOnnx(writeOnnx(await readKerasHdf5(await file('.h5'), 'sample.h5'))),
    };
    for (const [format, outputs] of Object.entries(elsewhere))
      for (const { label, probability } of predictions)
        expect(outputs[tfjs.labels.indexOf(label)], `${label} by ${format}`).toBeCloseTo(probability, 4);

    await dialog.getByText('Without its top').click();
    const onnx = await download(dialog.getByRole('link', { name: '.onnx' }));
    expect(onnx.suggestedFilename()).toBe('sample-no-top.onnx');
    expect(await onnx.failure()).toBeNull();
    await page.keyboard.press('Escape');
  });

  it('lays runs over each other and says how their recipes differ', async () => {
    await page.goto('/runs');
    const boxes = page.getByRole('checkbox', { name: /^Select sample on/ });
    await expect.poll(() => boxes.count()).toBe(2);
    for (const box of await boxes.all()) await box.check();
    await expectAccessible(page);
    await screenshots(page, 'runs');
    await button('Compare').click();
    await page.getByRole('heading', { name: 'What differs' }).waitFor();
    expect(new URL(page.url()).searchParams.getAll('run')).toEqual([long, short]);
    const differing = page.getByRole('table', { name: 'What differs' });
    expect(await differing.getByRole('row', { name: 'Maximum epochs' }).textContent()).toBe('Maximum epochs1,0004');
    await expectAccessible(page);
    await screenshots(page, 'runs-compare');
  });

  it('deletes a run, after asking', async () => {
    await page.setViewportSize(narrow);
    await page.goto(`/runs/${long}`);
    await button('Delete').click();
    const dialog = page.getByRole('dialog', { name: 'Delete this run?' });
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/runs');
    await expect.poll(() => page.getByRole('checkbox', { name: /^Select sample on/ }).count()).toBe(1);
    expect((await service.fetch(`/api/v1/runs/${long}`)).status).toBe(404);
  });

  it('says why a run failed, and what to do', async () => {
    const failed = await start({ optimizer: 'sgd', learningRate: 1e38, head: { hidden: [] } });
    expect((await ended(service, failed)).status).toBe('failed');
    await page.goto(`/runs/${failed}`);
    await page.getByRole('alert').waitFor();
    await page.getByText('Correct what the message names, then run again').waitFor();
    await expectAccessible(page);
  });

  it('never made the browser complain', () => {
    const away = /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/; // the server, for a while
    expect(complaintsOf(page).filter((complaint) => !away.test(complaint))).toEqual([]);
  });
});

/** The sample set as `owner/sample`. */
async function arrivedSample(service: Service): Promise<void> {
  const { id } = await service.call('POST', '/datasets', { name: 'owner/sample', sample: true });
  expect((await ended(service, id, '/datasets/arrivals')).status).toBe('succeeded');
}
