import type { Page } from 'playwright-core';

/** The offsets, in bytes, that uploads of a page begin or go on at, one a PATCH; more come as they are sent. */
export function offsetsOf(page: Page): number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

/**
 * Sends over a slow line, and leaves the page as soon as some of it has been sent.
 * @param bytesPerSecond of the line
 * @param begin begins the sending
 * @param partly a text of the page that shows when some is sent
 */
export async function reloadHalfWay(
  page: Page,
  bytesPerSecond: number,
  begin: () => Promise<void>,
  partly: RegExp,
): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const limit = { offline: false, latency: 0, downloadThroughput: -1 };
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { ...limit, uploadThroughput: bytesPerSecond });
  await begin();
  await page.getByText(partly).waitFor();
  await page.reload();
  await line.detach(); // the line is as it was
}
