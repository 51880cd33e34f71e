import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { renderSample, sampleSet } from '#graft/datasets';
import { mobileNetFolder } from '../../libs/network/src/testing/mobile-net.js';
import { Service } from './service.js';

/** The service that all specs share. */
export const sharedService = (): Service => Service.at(inject('service'));

/** A small network as Teachable Machine saves it, which takes images of 224 px. */
export const smallModel = mobileNetFolder;

export const BASE = 'owner/mobilenet-v2-035';

/** Imports MobileNetV2 0.35 once. */
export async function ensureBase(service: Service): Promise<string> {
  if ((await service.fetch(`/api/v1/models/${BASE}`)).ok) return BASE;
  const folder = await smallModel();
  const imported = await service.graft('import', folder, '--name', BASE, '--license', 'apache-2.0', '--json');
  if (imported.code !== 0) throw new Error(imported.stderr);
  return BASE;
}

/** Classes of the sample set that tests learn to tell apart. */
export const CLASSES = ['animals', 'vehicles'];

/** A folder with some pictures of each class, whose names begin with `picture-`. @param count of each, 48 in all */
export async function somePictures(count: number, skip = 0): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-pictures-'));
  const { pictures } = await sampleSet();
  for (const label of CLASSES) {
    await mkdir(join(folder, label));
    const some = pictures.filter((picture) => picture.label === label).slice(skip, skip + count);
    for (const picture of some) {
      const name = picture.name.replace('/', '/picture-');
      await writeFile(join(folder, name), await renderSample(picture));
    }
  }
  return folder;
}

/** Paths of a few pictures of one class that are in no data set of `ensurePictures`. */
export async function newPictures(label: string, count: number): Promise<string[]> {
  const folder = join(await somePictures(count, 40), label);
  return (await readdir(folder)).map((name) => join(folder, name));
}

/** 30 pictures of each class, arrived once. */
export async function ensurePictures(service: Service): Promise<string> {
  const name = 'owner/pictures-60';
  if ((await service.fetch(`/api/v1/datasets/${name}`)).ok) return name;
  const arrived = await service.graft('dataset', 'create', name, await somePictures(30), '--json');
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
