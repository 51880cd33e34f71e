/// <reference lib="dom" />
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

const DOCS = resolve(import.meta.dirname, '../../docs');
/** What an image may weigh, so that the repository stays light. */
const MAX_BYTES = 150_000;

/** Set by `npm run tour`: the walk is written down. */
const isWanted = process.env.GRAFT_TOUR !== undefined;

interface Stop {
  title: string;
  text: string;
  file: string;
  picture: Buffer;
}

/** Nothing is awaited any more: neither content nor pictures. */
const isComplete = (): boolean =>
  document.querySelector('.mantine-Skeleton-root[data-visible]') === null &&
  [...document.images].every((image) => image.complete);

/** A walk over the page, told with an image of each stop; an ordinary test run writes nothing. */
export class Tour {
  private readonly stops: Stop[] = [];

  /** @param file name of the picture, without its ending */
  async stop(page: Page, file: string, title: string, text: string): Promise<void> {
    if (!isWanted) return;
    await page.mouse.move(0, 0);
    await page.waitForFunction(isComplete);
    const picture = await page.screenshot({ animations: 'disabled' });
    this.stops.push({ title, text, file, picture: await sharp(picture).webp({ quality: 80 }).toBuffer() });
  }

  /** Writes docs/tour.md and its pictures instead of those before. @param intro Markdown below the title */
  async write(intro: string): Promise<void> {
    if (!isWanted) return;
    const folder = join(DOCS, 'tour');
    await mkdir(folder, { recursive: true });
    for (const old of await readdir(folder)) await rm(join(folder, old));
    for (const { file, picture } of this.stops) {
      if (picture.length > MAX_BYTES) throw new Error(`${file} has ${picture.length} bytes.`);
      await writeFile(join(folder, `${file}.webp`), picture);
    }
    const parts = this.stops.map(
      ({ title, text, file }, index) => `## ${index + 1}. ${title}\n\n${text}\n\n![${title}](tour/${file}.webp)\n`,
    );
    await writeFile(join(DOCS, 'tour.md'), [`# A tour\n\n${intro}\n`, ...parts].join('\n'));
  }
}
