import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Artifact } from '#graft/artifact';
import { type Digest, LocalBlobStore } from '#graft/storage';
import type { Service } from '../support/service.js';
import { BASE, fineTune, photosIn } from './pets.js';
import { atLeast, atMost, told, type Section } from './report.js';

const ASKED = { base: BASE, dataset: 'owner/pets' };
const SEEDS = [1, 2, 3];

/** From the request to the published version, with nothing cached; again with another head; and how good it is. */
export async function fineTuning(service: Service): Promise<Section> {
  const before = await storedBytes(service);
  const first = await fineTune(service, { ...ASKED, publishAs: { name: 'owner/first', visibility: 'private' } });
  const added = (await storedBytes(service)) - before;
  const head = { head: { hidden: [128] } };
  const second = await fineTune(service, {
    ...ASKED,
    recipe: head,
    publishAs: { name: 'owner/second', visibility: 'private' },
  });
  const accuracies = [];
  for (const seed of SEEDS) {
    const name = `owner/seed-${seed}`;
    await fineTune(service, { ...ASKED, recipe: { seed }, publishAs: { name, visibility: 'private' } });
    accuracies.push(await accuracyOf(service, name));
  }
  const accuracy = accuracies.reduce((sum, each) => sum + each, 0) / SEEDS.length;
  return {
    title: 'Fine-tuning: 300 photos of cats and dogs',
    how: 'EfficientNet-Lite0 at 224 px, default recipe, from POST /runs to the published version, including the server. The second run has another head. Accuracy is on 100 photos that no run saw, the mean of seeds 1 to 3.',
    figures: [
      atMost('first run, nothing cached', first.seconds, 10, 's'),
      atMost('second run, another head', second.seconds, 3, 's'),
      atMost('a run that is cancelled, until it is gone', await cancelled(service), 2, 's'),
      told('images extracted by the second run', await extractedImages(service, second.run)),
      atLeast('accuracy on held-out photos', accuracy, 0.97),
      told('accuracy that the first run reports', first.run.evaluation.accuracy as number),
      atMost("bytes added to the store ÷ the head's bytes", added / (await headBytes(service, 'owner/first')), 1.2),
    ],
  };
}

/** From the request to cancel a run that learns until it is gone. @returns seconds */
async function cancelled(service: Service): Promise<number> {
  const { id } = (await service.call('POST', '/runs', { ...ASKED, recipe: { epochs: 1000, patience: 0 } })) as {
    id: string;
  };
  while ((await service.call('GET', `/runs/${id}`)).history.length < 2) await sleep(20);
  const asked = performance.now();
  await service.call('POST', `/runs/${id}/cancel`);
  await (await service.fetch(`/api/v1/runs/${id}/events`)).text(); // it closes once the run has ended
  return (performance.now() - asked) / 1000;
}

/** Bytes of all blobs in the blob folder. */
async function storedBytes(service: Service): Promise<number> {
  const blobs = new LocalBlobStore(join(service.dataDir, 'blobs'));
  let bytes = 0;
  for await (const { size } of blobs.list()) bytes += size;
  return bytes;
}

/** Bytes of the weights that a fine-tune has and its base has not. */
async function headBytes(service: Service, model: string): Promise<number> {
  const blocks = async (name: string) => {
    const { digest } = (await service.call('GET', `/models/${name}/versions/latest`)) as { digest: Digest };
    const manifest = await new LocalBlobStore(join(service.dataDir, 'blobs')).read(digest);
    const { artifact } = JSON.parse(Buffer.from(manifest).toString()) as { artifact: Artifact };
    return artifact.weights.map(({ blob }) => blob);
  };
  const base = new Set((await blocks(BASE)).map(({ digest }) => digest));
  return (await blocks(model)).filter(({ digest }) => !base.has(digest)).reduce((sum, { size }) => sum + size, 0);
}

/** Number of images that a run had to extract: those that its first report did not count as done. */
async function extractedImages(service: Service, run: { id: string }): Promise<number> {
  const response = await service.fetch(`/api/v1/runs/${run.id}/events`);
  const reports = [...(await response.text()).matchAll(/^data: (.*)$/gm)]
    .map(([, data]) => JSON.parse(data!) as { step?: string; done?: number })
    .filter(({ step, done }) => step === 'extract' && done !== undefined);
  return reports.at(-1)!.done! - reports[0]!.done!;
}

async function accuracyOf(service: Service, model: string): Promise<number> {
  const photos = photosIn('test');
  let right = 0;
  for (let start = 0; start < photos.length; start += 20) {
    const batch = photos.slice(start, start + 20);
    const form = new FormData();
    for (const { path } of batch) form.append('images', new Blob([readFileSync(path)]), basename(path));
    const response = await service.fetch(`/api/v1/models/${model}/versions/latest/predict`, {
      method: 'POST',
      body: form,
    });
    const answers = (await response.json()) as { predictions: { label: string }[] }[];
    right += answers.filter(({ predictions }, i) => predictions[0]!.label === batch[i]!.label).length;
  }
  return right / photos.length;
}
