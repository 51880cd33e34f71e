import { expect } from 'vitest';
import type { Client } from './client.js';

/** A job that ended without success, by its problem's type. */
export interface Failure {
  ask: string;
  problem: { type: string; detail: string };
}

/** All that the service has acknowledged, to be found again after every fault. */
export class Ledger {
  /** Digests by reference. */
  readonly versions = new Map<string, string>();
  readonly datasets = new Map<string, string>();
  /** Artifact digests by id. */
  readonly runs = new Map<string, string>();
  readonly failures: Failure[] = [];
  /** What equal work made, by what was asked for. */
  private readonly made = new Map<string, string>();

  /** Notes what a piece of work has made. @throws unless the same work made the same before */
  same(work: string, digest: string): void {
    const before = this.made.get(work) ?? digest;
    expect(digest, `${work} made something else than before`).toBe(before);
    this.made.set(work, digest);
  }

  /** Looks everything up again. @throws for what is lost, changed or there twice */
  async check(client: Client, { imports, fits }: { imports: string; fits: string }): Promise<void> {
    const published = [...(await versionsOf(client, imports)), ...(await versionsOf(client, fits))];
    const found = new Map(published.map(({ ref, digest }) => [ref, digest]));
    for (const [ref, digest] of this.versions) expect(found.get(ref), `version ${ref}`).toBe(digest);
    expect(new Set(published.map(({ digest }) => digest)).size, 'versions that are there twice').toBe(published.length);

    const runs = await all(client, '/runs');
    for (const [id, digest] of this.runs)
      expect(runs.find((run) => run.id === id)?.artifactDigest, `run ${id}`).toBe(digest);
    const made = runs.flatMap(({ published }) => (published?.ref.startsWith(`${fits}@`) ? [published.ref] : []));
    expect(made.toSorted(), 'one version for each run that published').toEqual(
      published.flatMap(({ ref }) => (ref.startsWith(`${fits}@`) ? [ref] : [])).toSorted(),
    );

    for (const [ref, digest] of this.datasets) {
      const [name, number] = ref.split('@');
      const { versions } = await client.call('GET', `/datasets/${name}`);
      const version = versions.find((each: { number: number }) => each.number === Number(number));
      expect(version?.digest, `data set ${ref}`).toBe(digest);
    }
  }
}

/** A model's versions, whose numbers must follow each other from 1. */
async function versionsOf(client: Client, name: string): Promise<{ ref: string; digest: string }[]> {
  const { status } = await client.ask('GET', `/api/v1/models/${name}`);
  if (status === 404) return [];
  const versions = await all(client, `/models/${name}/versions`);
  const numbers: number[] = versions.map(({ number }) => number).toSorted((a, b) => a - b);
  expect(numbers, `numbers of ${name}`).toEqual(numbers.map((_, i) => i + 1));
  return versions.map(({ number, digest }) => ({ ref: `${name}@${number}`, digest }));
}

/** All pages of a list. */
export async function all(client: Client, path: string): Promise<any[]> {
  const items = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: any = await client.call('GET', `${path}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
