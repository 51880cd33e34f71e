/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { openBrowser, scriptSizes, signedIn, stranger } from '../support/browser.js';
import type { Service } from '../support/service.js';
import { BASE, ended } from './pets.js';
import { atMost, median, type Section, told } from './report.js';

const LOADS = 7;
/** A picture that is shown longer than this was dropped: two refreshes of a screen at 60 Hz, and a little. */
const DROPPED_MS = 34;
const WATCHED_MS = 6000;
/** With motion, which tests leave out. */
const AS_MOST = { reducedMotion: 'no-preference' } as const;

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

interface Load {
  /** Milliseconds from the navigation to the largest paint. */
  largestPaint: number;
  firstPaint: number;
  /** The sum of layout shifts, as the web vitals weigh them: 0 for none, 0.1 for many. */
  shift: number;
  /** Milliseconds by which long tasks passed 50 ms. */
  blocked: number;
}

/** How fast the page is there, with 10,000 models to browse, and whether it keeps up with a run. */
export async function page(service: Service): Promise<Section> {
  const browser = await openBrowser();
  try {
    const zoo = await loads(browser, service, '/');
    const model = await loads(browser, service, '/m/starter/efficientnet-lite0');
    const scripts = await scriptSizes(browser, service, '/');
    const { frames, dropped, longest } = await watchRun(browser, service);
    return {
      title: 'The page',
      how: `Chromium without a window, 1440 × 900 px, on loopback; ${LOADS} loads of each page with an empty cache, medians, a zoo of 10,000 models. Then the page of a run, watched for ${WATCHED_MS / 1000} s while it learns on the same machine.`,
      figures: [
        atMost('zoo: JavaScript, compressed', sum(scripts) / 1000, 300, 'kB'),
        told('zoo: files of JavaScript', scripts.length),
        atMost('zoo: largest paint', median(zoo.map(({ largestPaint }) => largestPaint)), 1000, 'ms'),
        told('zoo: first paint', median(zoo.map(({ firstPaint }) => firstPaint)), 'ms'),
        told('zoo: blocked by long tasks', median(zoo.map(({ blocked }) => blocked)), 'ms'),
        atMost('zoo: layout shift', median(zoo.map(({ shift }) => shift)), 0.02),
        atMost('model: largest paint', median(model.map(({ largestPaint }) => largestPaint)), 1000, 'ms'),
        atMost('model: layout shift', median(model.map(({ shift }) => shift)), 0.02),
        told('run: frames drawn', frames),
        atMost('run: frames dropped', dropped, Math.ceil(frames / 100)),
        told('run: longest frame', longest, 'ms'),
      ],
    };
  } finally {
    await browser.close();
  }
}

async function loads(browser: Browser, service: Service, path: string): Promise<Load[]> {
  const measured: Load[] = [];
  for (let load = 0; load < LOADS; load++) {
    const fresh = await stranger(browser, service, AS_MOST);
    await record(fresh);
    await fresh.goto(path);
    await fresh.waitForLoadState('networkidle');
    measured.push(await loadOf(fresh));
    await fresh.context().close();
  }
  return measured;
}

/** Has the browser keep what it records of a load from its beginning. */
async function record(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const recorded: PerformanceEntry[] = [];
    Object.assign(globalThis, { recorded });
    for (const type of ['paint', 'largest-contentful-paint', 'layout-shift', 'longtask'])
      new PerformanceObserver((list) => recorded.push(...list.getEntries())).observe({ type, buffered: true });
  });
}

// No function in what the page does has a name: the loader would mark it with a helper that the page does not have.
function loadOf(page: Page): Promise<Load> {
  return page.evaluate(() => {
    const { recorded } = globalThis as unknown as { recorded: (PerformanceEntry & { value: number })[] };
    return {
      firstPaint: recorded.find(({ name }) => name === 'first-contentful-paint')!.startTime,
      largestPaint: recorded.findLast(({ entryType }) => entryType === 'largest-contentful-paint')!.startTime,
      shift: recorded.reduce((sum, { entryType, value }) => sum + (entryType === 'layout-shift' ? value : 0), 0),
      blocked: recorded.reduce(
        (sum, { entryType, duration }) => sum + (entryType === 'longtask' ? duration - 50 : 0),
        0,
      ),
    };
  });
}

/** Frames of a run's page from the moment that it draws its curves. */
async function watchRun(
  browser: Browser,
  service: Service,
): Promise<{ frames: number; dropped: number; longest: number }> {
  const recipe = { epochs: 150, patience: 0 };
  const { id } = (await service.call('POST', '/runs', { base: BASE, dataset: 'owner/pets', recipe })) as {
    id: string;
  };
  const watched = await signedIn(browser, service, AS_MOST);
  await watched.goto(`/runs/${id}`);
  await watched.getByRole('figure').first().waitFor({ timeout: 60_000 });
  const gaps = await watched.evaluate(async (during) => {
    const times = [await new Promise<number>(requestAnimationFrame)];
    while (times.at(-1)! - times[0]! < during) times.push(await new Promise<number>(requestAnimationFrame));
    return times.slice(1).map((time, i) => time - times[i]!);
  }, WATCHED_MS);
  await watched.context().close();
  await ended(service, id);
  return {
    frames: gaps.length,
    dropped: gaps.filter((gap) => gap > DROPPED_MS).length,
    longest: Math.max(...gaps),
  };
}
