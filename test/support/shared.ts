import { cp, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { sharedData } from './require.js';
import { Service } from './service.js';

/** The service that all specs share. */
export const sharedService = (): Service => Service.at(inject('service'));

/** Photographs and the small network of the test data; null, said aloud, where they are absent. */
export const photos = sharedData('images/cat_dog');
export const smallModel = sharedData('models/mobilenet-v2-035-224-tfjs');

export const BASE = 'owner/mobilenet-v2-035';

/** Imports MobileNetV2 0.35 once. */
export async function ensureBase(service: Service): Promise<string> {
  if ((await service.fetch(`/api/v1/models/${BASE}`)).ok) return BASE;
  const imported = await service.graft('import', smallModel!, '--name', BASE, '--license', 'apache-2.0', '--json');
  if (imported.code !== 0) throw new Error(imported.stderr);
  return BASE;
}

/** A folder with some of the cats and dogs of a part. @param count of each */
export async function somePhotos(count: number, part: 'train' | 'test' = 'train', skip = 0): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-photos-'));
  for (const label of ['cat', 'dog']) {
    const names = (await readdir(join(photos!, part, label))).sort().slice(skip, skip + count);
    for (const name of names) await cp(join(photos!, part, label, name), join(folder, label, name));
  }
  return folder;
}

/** 30 cats and 30 dogs, arrived once. */
export async function ensureCatDog(service: Service): Promise<string> {
  const name = 'owner/cat-dog-60';
  if ((await service.fetch(`/api/v1/datasets/${name}`)).ok) return name;
  const arrived = await service.graft('dataset', 'create', name, await somePhotos(30), '--json');
  if (arrived.code !== 0) throw new Error(arrived.stderr);
  return name;
}

/** A run's resource once it has ended, or that of another job at its path. */
export async function ended(service: Service, id: string, jobs = '/runs'): Promise<any> {
  const log = await service.fetch(`/api/v1${jobs}/${id}/events`);
  await log.text(); // it closes once the job has ended
  return service.call('GET', `${jobs}/${id}`);
}

/** Waits until a job has told of something. */
export async function untilEvent(service: Service, id: string, type: string, count = 1, jobs = '/runs'): Promise<void> {
  const response = await service.fetch(`/api/v1${jobs}/${id}/events`);
  let seen = 0;
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    seen += chunk.split(`event: ${type}\n`).length - 1;
    if (seen >= count) return;
  }
  throw new Error(`Job ${id} ended without ${count} × ${type}.`);
}
