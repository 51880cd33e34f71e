import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Preprocessing } from '#graft/images';
import { starterFolder } from '#graft/starter';
import { sharedData } from '../support/require.js';
import type { Service } from '../support/service.js';

/** Photos of cats and dogs: 300 to train with and 100 that no run ever sees. */
export const PHOTOS = required('images/cat_dog');
/** The network that is fine-tuned: the starter zoo's first. */
export const BASE = 'starter/efficientnet-lite0';
/** How it takes pictures. */
export const PREPROCESSING = JSON.parse(
  readFileSync(join(starterFolder(), 'efficientnet-lite0/preprocessing.json'), 'utf8'),
) as Preprocessing;

function required(path: string): string {
  const found = sharedData(path);
  if (found === null) throw new Error(`The benchmark needs the test data ${path} beside the checkout.`);
  return found;
}

export function photosIn(part: 'train' | 'test'): { label: string; path: string }[] {
  return ['cat', 'dog'].flatMap((label) =>
    readdirSync(join(PHOTOS, part, label)).map((name) => ({ label, path: join(PHOTOS, part, label, name) })),
  );
}

export const photoBytes = (part: 'train' | 'test', count?: number) =>
  everyNth(photosIn(part), count).map(({ path }) => readFileSync(path));

/** `count` of them, spread over all. */
function everyNth<T>(items: T[], count = items.length): T[] {
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}

/** Puts the training photos into a service. */
export async function bringPets(service: Service): Promise<void> {
  await graft(service, 'dataset', 'create', 'pets', join(PHOTOS, 'train'));
}

/** A command that must succeed. @returns its JSON */
export async function graft(service: Service, ...args: string[]): Promise<any> {
  const { code, stderr, json } = await service.graft(...args, '--json');
  if (code !== 0) throw new Error(`graft ${args.join(' ')}: ${stderr}`);
  return json;
}

/** Starts a run by the API and waits for its end. @returns the run, and seconds from the request to the end */
export async function fineTune(service: Service, request: object): Promise<{ run: any; seconds: number }> {
  const started = performance.now();
  const { id } = (await service.call('POST', '/runs', request)) as { id: string };
  const run = await ended(service, id);
  return { run, seconds: (performance.now() - started) / 1000 };
}

/** Waits for the end of a run. @throws unless it is a good one */
export async function ended(service: Service, id: string): Promise<any> {
  for (;;) {
    const run = await service.call('GET', `/runs/${id}`);
    if (run.status === 'succeeded') return run;
    if (!['queued', 'running'].includes(run.status)) throw new Error(`The run ended as ${JSON.stringify(run)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
