import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { assertRoom } from './extract.js';

it('says what is needed and what is free where the disk has no room', async () => {
  await expect(assertRoom(tmpdir(), 1)).resolves.toBeUndefined();
  await expect(assertRoom(tmpdir(), 2 ** 60)).rejects.toMatchObject({
    type: 'unavailable',
    detail: expect.stringMatching(/need 1099511627776 MiB.* and \d+ MiB are free/) as string,
  });
});
