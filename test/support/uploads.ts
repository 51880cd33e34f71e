import type { Page } from 'playwright-core';

/** The offsets, in bytes, that uploads of a page begin or continue at, one a PATCH; more come as they are sent. */
export function offsetsOf(page: Page): number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

/** Bytes per second, so that a file of 2 MB is on its way for long enough to be cut off. */
const SLOW = 200_000;

/**
 * Sends over a slow line, and leaves the page once hundreds of kilobytes have been sent.
 * @param begin begins the sending
 */
export async function reloadHalfWay(page: Page, begin: () => Promise<void>): Promise<void> {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: SLOW,
  });
  await begin();
  await page.getByText(/^[2-9]\d\d kB of /).waitFor();
  await page.reload();
  await line.detach(); // the line is as it was
}
