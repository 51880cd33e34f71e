import type { NestExpressApplication } from '@nestjs/platform-express';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { Accounts, type Permission, Tokens } from '#graft/accounts';
import { Config } from '#graft/config';
import { Database, type JobKind, type JobStatus, type Role, type Visibility } from '#graft/database';
import { BlobStore, type LocalBlobStore } from '#graft/storage';
import { Publishing } from '#graft/zoo';
import { storeTinyArtifact } from '../../libs/zoo/src/testing/test-zoo.js';
import { ServerInProcess } from './server-in-process.js';

/** Who calls, and what is to be expected of that. */
export interface Who {
  name: string;
  /** Null for requests without a token. */
  token: string | null;
  account: string | null;
  /** What the token permits and the role allows. */
  may: Permission[];
  /** Whether the token works. */
  works: boolean;
}

/** Parts of the names of all that is private: no answer to those who may not see it contains it. */
export const SECRET = 'hush';
const names = { public: 'open', private: SECRET } as const;

const HOUR = 3600_000;
const ALL: Permission[] = ['read', 'publish', 'train'];

/**
 * The whole server from its sources, with a member, ada, who has one of everything, public and private; and all kinds
 * of callers: without a token, ada with each scope, admins, and tokens that do not work.
 */
export class AccessWorld {
  readonly callers: Who[] = [];
  /** Ids of ada's private things. */
  readonly ids: Record<'run' | 'running' | 'import' | 'arrival', string> = {
    run: '',
    running: '',
    import: '',
    arrival: '',
  };
  /** Name of a file with weights that the public model's model.json names. */
  shard = '';
  private ada!: { accountId: string; name: string; scopes: Permission[] };

  private constructor(private readonly server: ServerInProcess) {}

  static async start(): Promise<AccessWorld> {
    const world = new AccessWorld(await ServerInProcess.start());
    await world.people();
    for (const visibility of ['private', 'public'] as const) await world.things(visibility);
    await world.jobs();
    world.shard = await world.shardOf('ada/open');
    return world;
  }

  get app(): NestExpressApplication {
    return this.server.app;
  }

  get database(): Database {
    return this.server.database;
  }

  setPublicReading(publicReading: boolean): void {
    this.app.get(Config).publicReading = publicReading;
  }

  fetch(who: Pick<Who, 'token'>, method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>) };
    if (who.token !== null) headers.authorization = `Bearer ${who.token}`;
    return fetch(`${this.server.url}${path}`, { ...init, method: method.toUpperCase(), headers });
  }

  async call(who: Pick<Who, 'token'>, method: string, path: string, body?: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.fetch(who, method, path, body ? { headers, body: JSON.stringify(body) } : {});
  }

  who(name: string): Who {
    return this.callers.find((caller) => caller.name === name)!;
  }

  /** A token of an account, and its id. */
  async token(account: string, scopes: Permission[], expiresAt?: Date): Promise<{ id: string; token: string }> {
    const { id } = await this.app.get(Accounts).find(account);
    const issued = await this.app.get(Tokens).issue(id, { name: 'test', scopes, expiresAt });
    return { id: issued.token.id, token: issued.secret };
  }

  async account(name: string, role: Role = 'member'): Promise<string> {
    return (await this.app.get(Accounts).create({ name, role })).id;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private async people(): Promise<void> {
    const accounts = this.app.get(Accounts);
    this.ada = { accountId: await this.account('ada'), name: 'ada', scopes: ALL };
    for (const name of ['mallory', 'dora', 'visitor']) await this.account(name);
    for (const name of ['root', 'off-duty']) await this.account(name, 'admin');
    this.callers.push({ name: 'stranger', token: null, account: null, may: [], works: true });
    await this.add('a stranger', 'mallory', ALL);
    await this.add('the owner with read', 'ada', ['read']);
    await this.add('the owner with publish', 'ada', ['publish']);
    await this.add('the owner with train', 'ada', ['train']);
    await this.add('the owner', 'ada', ALL);
    await this.add('the owner with a password', 'ada', [...ALL, 'tokens']);
    await this.add('an admin', 'root', ['admin']);
    await this.add('an admin without admin', 'off-duty', ALL);
    await this.add('an expired token', 'ada', ALL, { expiresAt: new Date(Date.now() - HOUR) });
    await this.add('a revoked token', 'ada', ALL);
    await this.database.token.update({ where: { id: this.revokedId }, data: { revokedAt: new Date() } });
    await this.add('a disabled account', 'dora', ALL, { works: false });
    await accounts.disable('dora');
  }

  private revokedId = '';

  private async add(
    name: string,
    account: string,
    may: Permission[],
    { expiresAt, works = true }: { expiresAt?: Date; works?: boolean } = {},
  ): Promise<void> {
    const { id, token } = await this.token(account, may, expiresAt);
    if (name === 'a revoked token') this.revokedId = id;
    const isDead = expiresAt !== undefined || name === 'a revoked token' || !works;
    this.callers.push({ name, token, account, may, works: !isDead });
  }

  /** A model with two versions and a data set; the public model descends from the private one and its data set. */
  private async things(visibility: Visibility): Promise<void> {
    const name = names[visibility];
    const blobs = this.app.get<LocalBlobStore>(BlobStore);
    const image = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const { digest, size } = await blobs.put(image);
    const { accountId } = this.ada;
    const item = { position: 0, name: `${name}.png`, digest, contentDigest: digest, labels: ['cat'] };
    const dataset = await this.database.dataset.create({
      data: {
        ...{ namespace: 'ada', name: `${name}-set`, accountId, visibility },
        versions: {
          create: {
            ...{ number: 1, digest, labels: ['cat', 'dog'], itemCount: 1, bytes: size, ready: true },
            items: { create: { ...item, width: 8, height: 8, bytes: size, format: 'png' } },
            problems: { create: { name: `${name}.txt`, reason: 'no image', leftOut: true } },
          },
        },
      },
      include: { versions: true },
    });
    const base = await this.database.version.findFirst({ where: { model: { name: SECRET } } });
    const hidden = await this.database.datasetVersion.findFirstOrThrow({
      where: { dataset: { name: `${SECRET}-set` } },
    });
    for (const seed of [1, 2]) {
      const published = await this.app.get(Publishing).publish({
        ...{ caller: this.ada, name: `ada/${name}`, visibility },
        artifact: await storeTinyArtifact(blobs, seed),
        original: [{ path: 'model.json', blob: await blobs.put(new TextEncoder().encode('{}')) }],
        evaluation: { accuracy: 1, mostWrong: [{ position: 0, label: 'cat', predicted: 'dog' }] },
        lineage: {
          baseId: base?.id,
          dataset: { versionId: hidden.id, ref: `ada/${SECRET}-set@1`, digest: hidden.digest! },
          runId: randomUUID(),
        },
      });
      // Keeps model and data set from being deleted: those who may delete them get 409.
      await this.run('running', published.version.id, dataset.versions[0]!.id);
    }
  }

  private async jobs(): Promise<void> {
    const { accountId } = this.ada;
    const version = await this.database.version.findFirstOrThrow({ where: { model: { name: SECRET }, number: 1 } });
    const set = await this.database.datasetVersion.findFirstOrThrow({ where: { dataset: { name: `${SECRET}-set` } } });
    this.ids.run = await this.run('succeeded', version.id, set.id);
    this.ids.running = await this.run('running', version.id, set.id);
    const artifact = await storeTinyArtifact(this.app.get<LocalBlobStore>(BlobStore), 3);
    const { artifactDigest } = artifact;
    const stored: object = artifact;
    await this.database.run.update({
      where: { id: this.ids.run },
      data: { artifact: stored, artifactDigest },
    });
    this.ids.import = await this.import();
    const input = { versionId: set.id, dataset: `ada/${SECRET}-set`, number: 1, source: { kind: 'sample' } };
    this.ids.arrival = await this.job('arrival', 'succeeded', input);
    await this.database.datasetVersion.update({ where: { id: set.id }, data: { jobId: this.ids.arrival } });
    await this.database.jobEvent.create({ data: { jobId: this.ids.running, seq: 1, type: 'status', data: {} } });
    await this.database.account.findUniqueOrThrow({ where: { id: accountId } });
  }

  /** An import of ada's that has read a model. @returns its id */
  async import(): Promise<string> {
    const artifact = await storeTinyArtifact(this.app.get<LocalBlobStore>(BlobStore), 3);
    const result: object = { artifact, format: 'tfjs-layers', card: null, license: null, original: [] };
    const id = await this.job('import', 'succeeded', { caller: { scopes: ALL }, name: `ada/${SECRET}-import` });
    await this.database.import.create({ data: { id, source: { kind: 'uploads', uploads: [] }, result } });
    return id;
  }

  private async run(status: JobStatus, baseVersionId: string, datasetVersionId: string): Promise<string> {
    const id = await this.job('run', status, {});
    const dataset = { ref: `ada/${SECRET}-set@1`, digest: 'd', labels: ['cat', 'dog'], license: null };
    const parts = { dataset, recipe: {}, reasons: {} };
    await this.database.run.create({ data: { id, baseVersionId, datasetVersionId, ...parts } });
    return id;
  }

  /** No message tells a worker of it, and its lease lasts: it stays as it is. */
  private async job(kind: JobKind, status: JobStatus, input: object): Promise<string> {
    const leaseExpiresAt = status === 'running' ? new Date(Date.now() + HOUR) : null;
    const { accountId } = this.ada;
    return (await this.database.job.create({ data: { kind, status, accountId, input, leaseExpiresAt } })).id;
  }

  private async shardOf(model: string): Promise<string> {
    const owner = this.who('the owner');
    const response = await this.fetch(owner, 'GET', `/api/v1/models/${model}/versions/1/tfjs/model.json`);
    const { weightsManifest } = (await response.json()) as { weightsManifest: { paths: string[] }[] };
    return weightsManifest[0]!.paths[0]!;
  }
}
