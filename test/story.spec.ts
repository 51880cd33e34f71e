import { beforeAll, describe, expect, it } from 'vitest';
import { ensurePictures, newPictures, sharedService, somePictures } from './support/shared.js';

const service = sharedService();

describe('the main job, by the command line', () => {
  const base = 'starter/efficientnet-lite0';
  let dataset: string;
  let run: any;

  beforeAll(async () => {
    dataset = await ensurePictures(service);
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
    expect(again.json.seconds.extract).toBeLessThan(0.5); // 60 pictures take seconds
    const compared = await service.graft('compare', run.id, again.json.id);
    expect(compared.stdout).toMatch(/^head\.hidden +\S+ +\[32\]$/m);
  });

  it('shows its card before it is published', async () => {
    const { stdout } = await service.graft('publish', run.id, '--as', 'owner/emoji-classes', '--dry-run');
    expect(stdout).toMatch(/^---\n[^]*\nbase_model: [^]*\n---\n+# /);
    expect((await service.graft('show', 'owner/emoji-classes')).code).toBe(1);
  });

  it('publishes, once however often it is asked', async () => {
    const published = await service.graft('publish', run.id, '--as', 'owner/emoji-classes', '--json');
    expect(published.json.ref).toBe('owner/emoji-classes@1');
    const again = await service.graft('publish', run.id, '--as', 'owner/emoji-classes', '--json');
    expect(again.json).toEqual(published.json);
  });

  it('tells where a version comes from', async () => {
    const { json } = await service.graft('show', 'owner/emoji-classes', '--json');
    expect(json).toMatchObject({
      artifactDigest: run.artifactDigest,
      labels: ['animals', 'vehicles'],
      license: 'apache-2.0',
      lineage: { base: { ref: `${base}@1` }, dataset: { ref: `${dataset}@1` }, run: run.id },
    });
    const { card } = await service.call('GET', '/models/owner/emoji-classes');
    expect(card.frontMatter).toMatchObject({ base_model: `${base}@1`, pipeline_tag: 'image-classification' });
    expect(card.body).toContain('accuracy');
  });

  it('is a base like any other: the second generation', async () => {
    const args = [
      'finetune',
      'owner/emoji-classes',
      dataset,
      '--epochs',
      '2',
      '--publish-as',
      'owner/emoji-classes-again',
      '--follow',
      '--json',
    ];
    const { code, json } = await service.graft(...args);
    expect([code, json.published?.ref]).toEqual([0, 'owner/emoji-classes-again@1']);
    const family = await service.call('GET', '/models/owner/emoji-classes-again/versions/1/lineage');
    expect(family.ancestors.map(({ ref }: { ref: string }) => ref)).toEqual(['owner/emoji-classes@1', `${base}@1`]);
    const parents = await service.call('GET', '/models/owner/emoji-classes/versions/1/lineage');
    expect(parents.children.map(({ ref }: { ref: string }) => ref)).toEqual(['owner/emoji-classes-again@1']);
  });

  it('predicts alike by run, name, alias and digest', async () => {
    const { digest } = (await service.graft('show', 'owner/emoji-classes', '--json')).json;
    expect((await service.graft('alias', 'owner/emoji-classes@1', 'stable', '--json')).json).toMatchObject({
      name: 'stable',
      version: 1,
    });
    const images = await newPictures('animals', 2);
    const refs = [
      `run:${run.id}`,
      'owner/emoji-classes',
      'owner/emoji-classes@stable',
      `owner/emoji-classes@${digest}`,
    ];
    const answers = [];
    for (const ref of refs) answers.push((await service.graft('predict', ref, ...images, '--json')).json);
    expect(answers[0].map(({ file }: { file: string }) => file)).toEqual(images);
    const [first] = answers[0][0].predictions;
    expect(answers[0][0].predictions).toHaveLength(2);
    expect(first.probability).toBeGreaterThanOrEqual(0.5);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('finds it again', async () => {
    const { json } = await service.graft('models', 'emoji-classes', '--json');
    expect(json.items.map(({ ref }: { ref: string }) => ref)).toContain('owner/emoji-classes');
    expect(json.facets.owner).toContainEqual({ value: 'owner', count: expect.any(Number) as number });
  });

  it('makes a new version of a data set, and leaves the first one as it is', async () => {
    const more = await service.graft('dataset', 'create', dataset, await somePictures(4, 30), '--json');
    expect(
      more.json.versions.map(({ number, images }: { number: number; images: number }) => [number, images]),
    ).toEqual([
      [2, 8],
      [1, 60],
    ]);
  });
});
