import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBase, ensureCatDog, photos, sharedService, smallModel, somePhotos } from './support/shared.js';

const service = sharedService();

describe.skipIf(!photos || !smallModel)('the main job, by the command line', () => {
  let base: string;
  let dataset: string;
  let run: any;

  beforeAll(async () => {
    base = await ensureBase(service);
    dataset = await ensureCatDog(service);
  });

  it('fine-tunes with no other argument and ends with the evaluation', async () => {
    const { code, json, stderr } = await service.graft('finetune', base, dataset, '--follow', '--json');
    expect([code, stderr]).toEqual([0, expect.stringContaining('extract')]);
    run = json;
    expect(run).toMatchObject({ status: 'succeeded', artifactDigest: expect.stringMatching(/^sha256:/) as string });
    expect(run.evaluation).toMatchObject({ images: 6, baseline: { accuracy: 0.5 } });
    expect(run.evaluation.accuracy).toBeGreaterThan(0.5);
    expect(Object.keys(run.seconds)).toEqual(['resolve', 'split', 'extract', 'fit', 'evaluate', 'assemble']);
    expect(run.reasons.epochs).toBeTruthy();
  });

  it('extracts nothing again for another head', async () => {
    const again = await service.graft(
      'finetune',
      base,
      dataset,
      '--hidden',
      '32',
      '--epochs',
      '2',
      '--follow',
      '--json',
    );
    expect(again.json.recipe).toMatchObject({ epochs: 2, head: { hidden: [32] } });
    expect(again.json.seconds.extract).toBeLessThan(0.5); // 60 photos take seconds
    const compared = await service.graft('compare', run.id, again.json.id);
    expect(compared.stdout).toMatch(/^head\.hidden +\S+ +\[32\]$/m);
  });

  it('shows its card before it is published', async () => {
    const { stdout } = await service.graft('publish', run.id, '--as', 'owner/cats', '--dry-run');
    expect(stdout).toMatch(/^---\n[^]*\nbase_model: [^]*\n---\n+# /);
    expect((await service.graft('show', 'owner/cats')).code).toBe(1);
  });

  it('publishes, once however often it is asked', async () => {
    const published = await service.graft('publish', run.id, '--as', 'owner/cats', '--json');
    expect(published.json.ref).toBe('owner/cats@1');
    const again = await service.graft('publish', run.id, '--as', 'owner/cats', '--json');
    expect(again.json).toEqual(published.json);
  });

  it('tells where a version comes from', async () => {
    const { json } = await service.graft('show', 'owner/cats', '--json');
    expect(json).toMatchObject({
      artifactDigest: run.artifactDigest,
      labels: ['cat', 'dog'],
      license: 'apache-2.0',
      lineage: { base: { ref: `${base}@1` }, dataset: { ref: `${dataset}@1` }, run: run.id },
    });
    const { card } = await service.call('GET', '/models/owner/cats');
    expect(card.frontMatter).toMatchObject({ base_model: `${base}@1`, pipeline_tag: 'image-classification' });
    expect(card.body).toContain('accuracy');
  });

  it('is a base like any other: the second generation', async () => {
    const args = [
      'finetune',
      'owner/cats',
      dataset,
      '--epochs',
      '2',
      '--publish-as',
      'owner/cats-again',
      '--follow',
      '--json',
    ];
    const { code, json } = await service.graft(...args);
    expect([code, json.published?.ref]).toEqual([0, 'owner/cats-again@1']);
    const family = await service.call('GET', '/models/owner/cats-again/versions/1/lineage');
    expect(family.ancestors.map(({ ref }: { ref: string }) => ref)).toEqual(['owner/cats@1', `${base}@1`]);
    const parents = await service.call('GET', '/models/owner/cats/versions/1/lineage');
    expect(parents.children.map(({ ref }: { ref: string }) => ref)).toEqual(['owner/cats-again@1']);
  });

  it('predicts alike by run, name, alias and digest', async () => {
    const { digest } = (await service.graft('show', 'owner/cats', '--json')).json;
    expect((await service.graft('alias', 'owner/cats@1', 'stable', '--json')).json).toMatchObject({
      name: 'stable',
      version: 1,
    });
    const folder = join(photos!, 'test', 'cat');
    const images = (await readdir(folder)).slice(0, 2).map((name) => join(folder, name));
    const refs = [`run:${run.id}`, 'owner/cats', 'owner/cats@stable', `owner/cats@${digest}`];
    const answers = [];
    for (const ref of refs) answers.push((await service.graft('predict', ref, ...images, '--json')).json);
    expect(answers[0].map(({ file }: { file: string }) => file)).toEqual(images);
    const [first] = answers[0][0].predictions;
    expect(answers[0][0].predictions).toHaveLength(2);
    expect(first.probability).toBeGreaterThanOrEqual(0.5);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('finds it again', async () => {
    const { json } = await service.graft('models', 'cats', '--json');
    expect(json.items.map(({ ref }: { ref: string }) => ref)).toContain('owner/cats');
    expect(json.facets.owner).toContainEqual({ value: 'owner', count: expect.any(Number) as number });
  });

  it('makes a new version of a data set, and leaves the first one as it is', async () => {
    const more = await service.graft('dataset', 'create', dataset, await somePhotos(4, 'train', 30), '--json');
    expect(
      more.json.versions.map(({ number, images }: { number: number; images: number }) => [number, images]),
    ).toEqual([
      [2, 8],
      [1, 60],
    ]);
  });
});
