import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApplication, writeKerasHdf5, writeTfjsLayers } from '#graft/network';
import { digits, writeKerasWeights, writeLambdaModel } from '../libs/network/src/testing/keras-files.js';
import { networkOf, withRandomWeights } from '../libs/network/src/testing/networks.js';
import {
  complaintsOf,
  expectAccessible,
  lacksBrowser,
  narrow,
  openBrowser,
  screenshots,
  signedIn,
  stranger,
} from './support/browser.js';
import { sharedService, smallModel } from './support/shared.js';
import { offsetsOf, reloadHalfWay } from './support/uploads.js';

/** Seven classes of 48 × 48 px, in grey. */
const moods = () =>
  networkOf({ image: [48, 48, 1] }, [
    ['conv2d_1', 'Conv2D', { filters: 8, kernel_size: 3, strides: 2, padding: 'same' }, 'image'],
    ['conv2d_2', 'Conv2D', { filters: 8, kernel_size: 3, padding: 'same', activation: 'relu' }, 'conv2d_1'],
    ['add_4', 'Add', {}, 'conv2d_1', 'conv2d_2'],
    ['conv2d_7', 'Conv2D', { filters: 7, kernel_size: 3, padding: 'same' }, 'add_4'],
    ['pool', 'GlobalAveragePooling2D', {}, 'conv2d_7'],
    ['predictions', 'Activation', { activation: 'softmax' }, 'pool'],
  ]);

describe.skipIf(lacksBrowser())('publishing by the page', () => {
  const service = sharedService();
  let browser: Browser;
  let page: Page;
  let folder: string;

  const file = async (name: string, bytes: Uint8Array | string) => {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graft-publish-'));
    browser = await openBrowser();
    page = await signedIn(browser, service);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  const send = async (...files: string[]) => {
    await page.goto('/publish');
    await page.getByLabel('Drop a model here').setInputFiles(files);
  };
  const choose = async (field: string, option: string | RegExp) => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  it('shows what a Keras file holds, asks what it does not say, and publishes it', async () => {
    await page.goto('/publish');
    await page.getByText('Drop a model here').waitFor();
    await expectAccessible(page);
    await screenshots(page, 'publish');

    await send(await file('moods.hdf5', await writeKerasHdf5(moods())));
    await page.getByRole('heading', { name: 'What Graft found' }).waitFor();
    await page.getByText('48 × 48 × 1', { exact: true }).waitFor();
    await page.getByText('Convolutions after add_4').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'What Graft found' }).waitFor();

    // Nothing is assumed that only a person can know.
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Choose who can see it.').waitFor();
    await page.getByText('Choose a licence.').waitFor();
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Public' }).click();
    await choose('Licence', 'MIT');
    await page.getByRole('combobox', { name: 'Tags' }).fill('faces');
    await page.keyboard.press('Enter');
    await page
      .getByRole('textbox', { name: 'Model card' })
      .fill('# Moods\n\nTells **seven** moods.\n\n<script>alert(1)</script>');
    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.locator('strong', { hasText: 'seven' }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Moods of Faces');
    await page.getByText('A new model, owner/moods-of-faces.').waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Choose the preprocessing.').waitFor();
    await choose('Preprocessing of the images', /^Other/);
    await page.getByRole('textbox', { name: 'Share of the image that is kept' }).fill('2');
    await page.getByText('Enter a number above 0, up to 1.').waitFor();
    await page.getByRole('textbox', { name: 'Share of the image that is kept' }).fill('0.75');
    await choose('Resize', /crop the centre/);
    const example = page.getByRole('img', { name: 'Example image before and after the preprocessing' });
    await expect.poll(() => example.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(352 + 16 + 6 * 48);
    await expectAccessible(page);
    await screenshots(page, 'publish-preprocessing');
    await page.getByRole('textbox', { name: 'Labels' }).fill('angry\nhappy');
    await page.getByText('2 labels were given, but the model has 7 outputs.').waitFor();
    await page.getByRole('textbox', { name: 'Labels' }).fill('angry\ndisgust\nfear\nhappy\nsad\nsurprise\nneutral');
    await screenshots(page, 'publish-found');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.waitForURL('**/m/owner/moods-of-faces');

    const version = await service.call('GET', '/models/owner/moods-of-faces/versions/1');
    expect(version).toMatchObject({
      labels: expect.arrayContaining(['happy']),
      preprocessing: { resize: 'crop', cropFraction: 0.75, scale: 1 / 255 },
    });
    const model = await service.call('GET', '/models/owner/moods-of-faces');
    expect(model).toMatchObject({ visibility: 'public', license: 'mit', tags: ['faces'], title: 'Moods' });
    expect(complaintsOf(page)).toEqual([]);
  });

  it('takes model.json with its weights, and makes a further version', async () => {
    const { modelJson, groups } = writeTfjsLayers(digits());
    const bytes = groups.flatMap(({ weights }) => weights.map((weight) => weight.bytes));
    const model = await file('model.json', JSON.stringify(modelJson));
    const weights = await file('weights.bin', Buffer.concat(bytes));
    for (const version of [1, 2]) {
      await send(model, weights);
      await page.getByRole('textbox', { name: 'Name' }).fill('digits');
      if (version === 1) await page.getByRole('radio', { name: 'Private' }).click();
      else await page.getByText('owner/digits exists').waitFor();
      await choose('Licence', 'Apache 2.0');
      await choose('Preprocessing of the images', version === 1 ? /0 to 1/ : /Unchanged/);
      await page.getByRole('button', { name: version === 1 ? 'Publish' : 'Publish as next version' }).click();
      await page.waitForURL('**/m/owner/digits');
    }
    const { items } = await service.call('GET', '/models/owner/digits/versions');
    expect(items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    const original = await service.fetch('/api/v1/models/owner/digits/versions/1/original/model.json');
    expect(await original.text()).toBe(await readFile(model, 'utf8'));
  });

  it('goes on where a reload cut it off, sending no file again that is there', async () => {
    const small = await smallModel();
    const files = ['model.json', 'weights.bin'].map((name) => join(small, name));
    const offsets = offsetsOf(page);
    await reloadHalfWay(page, () => send(...files));
    await send(...files);
    await page.getByRole('heading', { name: 'What Graft found' }).waitFor();
    expect(offsets).toEqual([0, 0, expect.toSatisfy((offset: number) => offset > 50_000)]);
  });

  it('says why a file is refused, where, and what can be done', async () => {
    await send(await file('model_lambda.h5', await writeLambdaModel()));
    const alert = page.getByRole('alert');
    await alert.getByText('Model refused').waitFor();
    expect(await alert.innerText()).toMatch(/model_lambda\.h5.*Lambda/);
    await page.getByRole('heading', { name: 'What you can do' }).waitFor();
    expect(await alert.innerText()).not.toContain('Bidirectional');
    await expectAccessible(page);
    await screenshots(page, 'publish-refused');
    const more = alert.getByRole('button', { name: /^… and \d+ more$/ });
    await more.focus();
    await page.keyboard.press('Enter');
    await alert.getByText('Bidirectional').waitFor();
    await page.keyboard.press('Enter');
    await more.waitFor();
    await page.getByRole('button', { name: 'Start with another model' }).click();
    await page.getByText('Drop a model here').waitFor();
  });

  it('reads weights alone into the architecture that a person names', async () => {
    const network = withRandomWeights(buildApplication('MobileNet', { includeTop: false, alpha: 0.25 }));
    await send(await file('mobilenet_no_top.h5', await writeKerasWeights(network)));
    await page.getByRole('heading', { name: 'Which architecture' }).waitFor();
    await expectAccessible(page);
    await choose('Architecture', 'MobileNet');
    await page.getByRole('button', { name: 'Read the weights' }).click();
    await page.getByText('Found by: architecture MobileNet.').waitFor();
  });

  it('imports a model from a URL, shows the import again, and says so after it was deleted', async () => {
    const host = await serve(await file('digits.h5', await writeKerasHdf5(digits())));
    const url = `http://localhost:${(host.address() as AddressInfo).port}/digits.h5`;
    await page.goto(`/publish?url=${encodeURIComponent(url)}`);
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.getByText('28 × 28 × 1', { exact: true }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('digits');
    host.close();
    await page.reload();
    await page.getByText('28 × 28 × 1', { exact: true }).waitFor();

    // Deleted here, as a server deletes it once it has expired.
    await service.call('DELETE', `/imports/${new URL(page.url()).searchParams.get('import')}`);
    await page.reload();
    await page.getByRole('alert').getByText('This import no longer exists').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Start with another model' }).click();
    await page.getByText('Drop a model here').waitFor();
  });

  it('is for those who are signed in, in a narrow window and in French, too', async () => {
    const other = await stranger(browser, service, { locale: 'fr-FR', viewport: narrow });
    await other.goto('/publish');
    await other.getByRole('heading', { name: 'Publier un modèle' }).waitFor();
    await other.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
    await other.waitForURL('**/sign-in?next=%2Fpublish');
    await other.context().close();
  });
});

/** A server elsewhere that answers every address with one file. */
async function serve(file: string): Promise<Server> {
  const bytes = await readFile(file);
  const server = createServer((request, response) =>
    request.url?.endsWith('.h5') ? response.end(bytes) : response.writeHead(404).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}
