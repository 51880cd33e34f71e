import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toTensor } from '#graft/images';
import { writeKerasHdf5 } from '#graft/network';
import { digits, writeLambdaModel } from '../libs/network/src/testing/keras-files.js';
import { complaintsOf, lacksBrowser, openBrowser, signedIn } from './support/browser.js';
import { begunService } from './support/begun-service.js';
import { loadTfjsZip } from './support/runtimes.js';
import type { Service } from './support/service.js';
import { ended } from './support/shared.js';
import { Tour } from './support/tour.js';

const DESK = { width: 1280, height: 800 };

describe.skipIf(lacksBrowser())('the whole story', { timeout: 240_000 }, () => {
  const tour = new Tour();
  let service: Service;
  let browser: Browser;
  let page: Page;
  let run: string;
  /** A picture of the sample set's kind that the model never saw. */
  let picture: { label: string; name: string; bytes: Buffer };
  let begun: number;
  let seconds: number;

  beforeAll(async () => {
    service = await begunService();
    browser = await openBrowser();
    await vi.waitUntil(async () => (await service.call('GET', '/models?owner=starter')).items.length > 0, 60_000);
    const [{ label, name, image }] = (await service.call('GET', '/datasets/sample/held-out')).items;
    const answer = await service.fetch(image);
    picture = { label, name: name.split('/').at(-1), bytes: Buffer.from(await answer.arrayBuffer()) };
    page = await signedIn(browser, service, { viewport: DESK });
  });
  afterAll(async () => {
    await browser?.close();
    await service?.dispose();
  });

  const main = () => page.getByRole('main');
  const button = (name: string | RegExp) => main().getByRole('button', { name });
  const epochsDrawn = async () =>
    Number(/Epoch (\d+)/.exec((await page.getByRole('figure').first().textContent()) ?? '')?.[1] ?? 0);

  it('starts in the zoo', async () => {
    begun = Date.now();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Model zoo' }).waitFor();
    await page.getByRole('searchbox').fill('efficientnet');
    const card = page.locator('a[href^="/m/starter/efficientnet-lite0"]').first();
    await card.waitFor();
    await tour.stop(
      page,
      'zoo',
      'Choose a model to start from',
      'The first page lists the models of this zoo and, marked, models on the web that you can import. Search as you type, or filter by task, size, licence and more.',
    );
    await card.click();
    await page.waitForURL('**/m/starter/**');
    await main().getByRole('link', { name: 'Fine-tune' }).waitFor();
    await tour.stop(
      page,
      'model',
      'Read about the model',
      'The page of a model shows its card, code to load it, its layers and where new heads are attached, and its lineage. You can try the model there.',
    );
    await main().getByRole('link', { name: 'Fine-tune' }).click();
  });

  it('fine-tunes on the sample set with one button', async () => {
    await page.waitForURL('**/fine-tune?base=starter/**');
    await button('Use the sample set').click();
    await page.getByText('Twemoji').waitFor();
    await tour.stop(
      page,
      'fine-tune',
      'Add images',
      'Drop one folder per class or a zip, or record images with the webcam. Without images of your own, use the sample set. Graft chooses all other settings; _Advanced_ shows them.',
    );
    await button('Fine-tune').click();
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}/, { timeout: 60_000 });
    run = new URL(page.url()).pathname.split('/').at(-1)!;
  });

  it('shows the training curves, and shows them again after a reload', async () => {
    await expect.poll(epochsDrawn, { timeout: 120_000, interval: 20 }).toBeGreaterThan(3);
    const before = await epochsDrawn();
    await tour.stop(
      page,
      'learning',
      'Follow the training',
      'The frozen layers compute the features of each image once. After that, only the new head is trained. The page shows the curves during training. You can close it and open it again at any time.',
    );
    await page.reload();
    await expect.poll(epochsDrawn, { timeout: 60_000 }).toBeGreaterThan(before);
    const result = page.getByRole('heading', { name: 'Evaluation' });
    await result.waitFor({ timeout: 120_000 });
    await result.evaluate((heading) => heading.scrollIntoView());
    await page.mouse.wheel(0, -120);
    await tour.stop(
      page,
      'result',
      'Check the evaluation',
      'The evaluation uses images that training never saw. It shows the accuracy with its likely range, the confusion matrix and the most confident errors.',
    );
  });

  it('publishes it', async () => {
    await button('Publish').click();
    const dialog = page.getByRole('dialog', { name: 'Publish this model' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('emoji');
    await dialog.getByRole('radio', { name: 'Public' }).check();
    await tour.stop(
      page,
      'publish',
      'Publish the model',
      'Choose a name, a licence, and whether the model is public or private. Graft has written the card from the run. A model is public only if you choose so.',
    );
    await dialog.getByRole('button', { name: /^Publish/ }).click();
    await page.getByRole('link', { name: 'Published as owner/emoji@1' }).click();
    await page.waitForURL('**/m/owner/emoji');
    await page.getByRole('tab', { name: 'Use it' }).waitFor();
  });

  it('predicts the class of a new image', async () => {
    await page.getByLabel('Drop images here').setInputFiles({
      name: picture.name,
      mimeType: 'image/png',
      buffer: picture.bytes,
    });
    const answers = page.getByRole('list', { name: `Predictions for ${picture.name}` });
    await answers.waitFor();
    seconds = (Date.now() - begun) / 1000;
    expect(await answers.getByRole('listitem').first().textContent()).toContain(picture.label);
    await answers.scrollIntoViewIfNeeded();
    await tour.stop(
      page,
      'predict',
      'Try the model on your own image',
      'Drop, paste or choose an image. The model is now in the zoo, and other users can fine-tune it in turn.',
    );
  });

  it('offers the model for download: the file gives the same predictions in TF.js', async () => {
    await page.getByRole('tab', { name: 'Use it' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /tfjs\.zip/ }).click(),
    ]);
    const { labels, preprocessing, run } = await loadTfjsZip(await download.path());
    const elsewhere = await run(await toTensor(picture.bytes, preprocessing));
    const form = new FormData();
    form.append('images', new Blob([new Uint8Array(picture.bytes)], { type: 'image/png' }), picture.name);
    const here = await service.fetch('/api/v1/models/owner/emoji/versions/1/predict?top=50', {
      method: 'POST',
      body: form,
    });
    const [{ predictions }] = (await here.json()) as [{ predictions: { label: string; probability: number }[] }];
    for (const { label, probability } of predictions)
      expect(elsewhere[labels.indexOf(label)]).toBeCloseTo(probability, 4);
  });

  it('imports a Keras model, and refuses one that contains code', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graft-story-'));
    const [model, code] = ['digits.h5', 'lambda.h5'].map((name) => join(folder, name)) as [string, string];
    await writeFile(model, await writeKerasHdf5(digits()));
    await writeFile(code, await writeLambdaModel());
    await page.goto('/publish');
    await page.getByLabel('Drop a model here').setInputFiles(model);
    await page.getByRole('heading', { name: 'What Graft found' }).waitFor({ timeout: 60_000 });
    await tour.stop(
      page,
      'import',
      'Import a model',
      'Graft reads Keras and TensorFlow.js files without Python and without running any code in them. Before you publish, it shows what it found and asks for what is missing.',
    );
    await page.getByRole('textbox', { name: 'Labels' }).fill([...'0123456789'].join('\n'));
    await page.getByRole('combobox', { name: 'Preprocessing of the images' }).click();
    await page.getByRole('option', { name: /0 to 1 \(pixel/ }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('digits');
    await page.getByRole('radio', { name: 'Private' }).click();
    await page.getByRole('combobox', { name: 'Licence' }).click();
    await page.getByRole('option', { name: 'MIT' }).click();
    await button('Publish').click();
    await page.waitForURL('**/m/owner/digits');

    await page.goto('/publish');
    await page.getByLabel('Drop a model here').setInputFiles(code);
    await page.getByRole('alert').getByText('Model refused').waitFor({ timeout: 60_000 });
    await tour.stop(
      page,
      'refused',
      'Find out why a file is refused',
      'The error names the file, the place in it, what was received, what is accepted and what you can do. Graft does not keep a refused file.',
    );
    await rm(folder, { recursive: true });
  });

  it('stops a run at once', async () => {
    const { base, dataset } = await service.call('GET', `/runs/${run}`);
    const recipe = { epochs: 1000, patience: 0 };
    const { id } = await service.call('POST', '/runs', { base: base.ref, dataset: dataset.ref, recipe });
    await page.goto(`/runs/${id}`);
    await button('Stop').click();
    await button('Resume').waitFor();
    expect((await ended(service, id)).status).toBe('cancelled');
  });

  it('printed no errors in the console', () => {
    expect(complaintsOf(page)).toEqual([]);
  });

  it('writes docs/tour.md if GRAFT_TOUR is set', async () => {
    const times = `The test that took the screenshots needed ${Math.round(seconds)} seconds from the first page to the prediction, on ${availableParallelism()} cores and without a GPU.`;
    await tour.write(
      `This tour goes from the first page to a published model and a prediction on your own image. ${times} \`npm run tour\` repeats the tour and writes this page.`,
    );
  });
});
