import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacksBrowser, openBrowser, stranger } from '../support/browser.js';
import { begunService } from '../support/begun-service.js';
import type { Service } from '../support/service.js';
import { pythonWithKeras } from './python.js';

const run = promisify(execFile);
const python = await pythonWithKeras();

describe.skipIf(python === null || lacksBrowser())('the Python code that the page gives', () => {
  let service: Service;
  let browser: Browser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    [service, browser] = await Promise.all([begunService(), openBrowser()]);
    folder = await mkdtemp(join(tmpdir(), 'graft-page-code-'));
    const [picture] = (await service.call('GET', '/datasets/sample/held-out')).items;
    await writeFile(join(folder, 'photo.jpg'), Buffer.from(await (await service.fetch(picture.image)).arrayBuffer()));
    page = await stranger(browser, service);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await service?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** The numbers that it prints, run as it is. */
  async function printed(format: string, address: string): Promise<number[]> {
    await page.goto(address);
    await page.getByRole('radiogroup').getByText(format, { exact: true }).click();
    const code = await page.getByRole('region', { name: format }).locator('code').innerText();
    const whole = ['import sys, numpy', 'numpy.set_printoptions(threshold=sys.maxsize)', code].join('\n');
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
    const { stdout } = await run(python!, ['-c', whole], { cwd: folder, env, maxBuffer: 2 ** 24 });
    return stdout
      .slice(stdout.indexOf('[['))
      .match(/\d\.\d*(e[-+]\d+)?/g)!
      .map(Number);
  }

  it.each(['Keras', 'ONNX'])('runs with %s, whole and without the top', { timeout: 120_000 }, async (format) => {
    const answer = await printed(format, '/m/starter/efficientnet-lite0?tab=use');
    expect(answer).toHaveLength(1000);
    expect(answer.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 3);
    expect(await printed(format, '/m/starter/efficientnet-lite0?tab=use&top=false&pooling=avg')).toHaveLength(1280);
  });
});
