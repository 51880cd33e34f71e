import { expect, it } from 'vitest';
import { probeImage } from '#graft/images';
import { renderSample, sampleSet } from './sample-set.js';

it('has six classes about even, and a few pictures more that are in none', async () => {
  const { pictures, heldOut } = await sampleSet();
  const counts = new Map<string, number>();
  for (const { label } of pictures) counts.set(label, (counts.get(label) ?? 0) + 1);
  expect([...counts.keys()]).toEqual(['animals', 'clothing', 'faces', 'flags', 'food', 'vehicles']);
  for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(40);
  expect(pictures.length).toBeLessThan(320);
  expect(new Set(heldOut.map(({ label }) => label)).size).toBe(6);
  const names = [...pictures, ...heldOut].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+\/[a-z0-9-]+\.png$/);
});

it('draws the same picture each time, each another one', async () => {
  const { pictures, heldOut } = await sampleSet();
  const first = await probeImage(await renderSample(pictures[0]!));
  expect(first).toMatchObject({ format: 'png', width: 224, height: 224 });
  expect(await probeImage(await renderSample(pictures[0]!))).toEqual(first);
  const some = [...pictures.slice(0, 60), ...heldOut];
  const digests = await Promise.all(
    some.map(async (picture) => (await probeImage(await renderSample(picture))).contentDigest),
  );
  expect(new Set(digests).size).toBe(some.length);
});
