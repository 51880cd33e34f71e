import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { Random } from '../support/random.js';
import { tinyModel, tinyPhotos } from '../support/tiny.js';
import { type Client, Lost, Refused } from './client.js';
import type { Ledger } from './ledger.js';
import type { Progress } from './progress.js';

/** Where models go: those that were imported, those that runs made. */
export const NAMES = { imports: 'owner/imports', fits: 'owner/fits' };
const BASE = `${NAMES.imports}@1`;
const PHOTOS = 'owner/photos';

/** Times that a job is asked for again after it failed. */
const MOST_FAILURES = 6;
const WAIT_MS = 500;
const PHOTOS_PER_CLASS = 12;
const INDEXED = 6;

/** What programs ask the service for; each continues in spite of kills until it has what it wanted. */
export class Asks {
  constructor(
    private readonly client: Client,
    private readonly ledger: Ledger,
    private readonly progress: Progress,
  ) {}

  /** Sends a model, has it read, publishes it. */
  async import(seed: number): Promise<void> {
    const files = Object.entries(tinyModel(new Random(seed)));
    const { id } = await this.untilSucceeded('import', '/imports', async () => {
      const uploads = [];
      for (const [name, bytes] of files) uploads.push({ id: await this.client.upload(bytes), name });
      return this.client.create('/imports', { uploads, name: NAMES.imports, preprocessing: 'unit' });
    });
    const published = await this.publish(`/imports/${id}`, { visibility: 'private' });
    await this.noteVersion(published, `model ${seed}`);
  }

  /** Sends photos, has them taken in as a data set of their own. */
  async arrive(name: string, seed: number): Promise<void> {
    const zip = await tinyPhotos(new Random(seed), PHOTOS_PER_CLASS);
    await this.untilSucceeded('arrival', '/datasets/arrivals', async () => {
      const upload = await this.client.upload(zip);
      try {
        return await this.client.create('/datasets', { name, upload });
      } catch (error) {
        // A lost reply: the first request's version arrives already, or has arrived.
        if (error instanceof Refused && error.answer.status === 409) return { id: error.answer.body.received };
        throw error;
      }
    });
    const { versions } = await this.client.call('GET', `/datasets/${name}`);
    for (const { number, digest, images } of versions) {
      expect(images).toBe(3 * PHOTOS_PER_CLASS);
      this.ledger.datasets.set(`${name}@${number}`, digest);
      this.ledger.same(`photos ${seed}`, digest);
    }
  }

  /** Fine-tunes and publishes, as part of the run or by a call of its own. @returns the run's id */
  async fit(recipe: object, { publishAs }: { publishAs: boolean }): Promise<string> {
    const publication = { name: NAMES.fits, visibility: 'private' };
    const request = { base: BASE, dataset: PHOTOS, recipe: { ...RECIPE, ...recipe } };
    const begin = () => this.client.create('/runs', publishAs ? { ...request, publishAs: publication } : request);
    const run = await this.untilSucceeded('fit', '/runs', begin, (id) =>
      this.client.call('POST', `/runs/${id}/resume`),
    );
    this.ledger.runs.set(run.id, run.artifactDigest);
    this.ledger.same(`run ${JSON.stringify(recipe)}`, run.artifactDigest);
    const published = publishAs ? run.published : await this.publish(`/runs/${run.id}`, publication);
    await this.noteVersion(published, `run ${JSON.stringify(recipe)}`);
    return run.id;
  }

  /** Lists a folder of models. */
  async index(folder: string, owner: string): Promise<void> {
    const begin = () => this.client.create('/imports', { index: folder, owner });
    const { result } = await this.untilSucceeded('index', '/imports', begin);
    expect(result).toMatchObject({ gone: 0, changed: 0, refused: 0 });
    // The model at which a child process is killed is left for the next index; the others are read by another process.
    for (const { key, reason } of result.problems)
      this.ledger.failures.push({ ask: `index of ${key}`, problem: { type: 'child-killed', detail: reason } });
    if (result.failed > 0) return this.index(folder, owner);
    expect(result.indexed + result.unchanged).toBe(INDEXED);
    expect((await this.client.call('GET', `/models?owner=${owner}`)).total).toBe(INDEXED);
  }

  /** Removes blobs that nothing needs, again and again. */
  async collect(times: number, gapMs: number): Promise<void> {
    for (let i = 0; i < times; i++, await sleep(gapMs))
      await this.progress.during('gc', () => this.client.call('POST', '/gc'));
  }

  /** Deletes a data set, so that its images are needed no more. */
  async remove(name: string): Promise<void> {
    for (const ref of this.ledger.datasets.keys()) if (ref.startsWith(`${name}@`)) this.ledger.datasets.delete(ref);
    const { status } = await this.progress.during('delete', () =>
      this.client.ask('DELETE', `/api/v1/datasets/${name}`),
    );
    expect([204, 404]).toContain(status); // 404 where it was asked twice
  }

  /** Has everything checked; begins again when the server was killed or the database or the blob store was unavailable. */
  inspect(): Promise<void> {
    return this.progress.during('fsck', () => this.checked());
  }

  private async checked(): Promise<void> {
    for (;;) {
      const begun = await this.client.call('POST', '/fsck', { quick: false });
      let check = begun;
      while (check?.id === begun.id && check.status === 'running') {
        await sleep(100);
        const { status, body } = await this.client.ask('GET', '/api/v1/fsck');
        check = status === 200 ? body : undefined;
      }
      if (check?.id !== begun.id || check.problem?.type.endsWith('/unavailable')) continue;
      expect(check.problem).toBe(null);
      // What was deleted is needed by nothing until it is swept.
      expect(check.report.findings.filter(({ kind }: { kind: string }) => kind !== 'unneeded')).toEqual([]);
      return;
    }
  }

  /** What the other asks start from: a base and photos. */
  async prepare(seed: number): Promise<void> {
    await this.import(seed);
    await this.arrive(PHOTOS, seed);
  }

  /** Begins a job and waits for it; asks again when a reply was lost or the job failed. @returns its resource */
  private async untilSucceeded(
    ask: string,
    jobs: string,
    begin: () => Promise<{ id: string }>,
    resume?: (id: string) => Promise<unknown>,
  ): Promise<any> {
    let id: string | undefined;
    for (let failures = 0; ;) {
      try {
        id ??= (await begin()).id;
      } catch (error) {
        if (error instanceof Lost) continue;
        throw error;
      }
      const job = await this.progress.during(ask, () => this.client.ended(jobs, id!));
      if (job.status === 'succeeded') return job;
      this.ledger.failures.push({ ask, problem: job.problem });
      if (++failures === MOST_FAILURES) throw new Error(`${ask}: ${JSON.stringify(job)}`);
      await sleep(failures * WAIT_MS);
      if (resume) await resume(id);
      else id = undefined;
    }
  }

  private publish(job: string, publication: object): Promise<any> {
    return this.progress.during('publish', () => this.client.call('POST', `${job}/publish`, publication));
  }

  private async noteVersion({ ref, digest }: { ref: string; digest?: string }, work: string): Promise<void> {
    const [name, number] = ref.split('@');
    const version = await this.client.call('GET', `/models/${name}/versions/${number}`);
    if (digest !== undefined) expect(version.digest).toBe(digest);
    this.ledger.versions.set(ref, version.digest);
    this.ledger.same(`${work}: artifact`, version.artifactDigest);
  }
}

/** A head of some size on few features: seconds of training, thousands of steps. */
const RECIPE = { epochs: 40, patience: 0, batchSize: 8, head: { hidden: [256] } };

/** A folder of models to be listed. */
export async function folderOfModels(random: Random): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-faults-models-'));
  for (let model = 0; model < INDEXED; model++) {
    await mkdir(join(folder, `model-${model}`));
    for (const [name, bytes] of Object.entries(tinyModel(random)))
      await writeFile(join(folder, `model-${model}`, name), bytes);
  }
  return folder;
}
