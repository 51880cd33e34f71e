import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts, type Caller, Tokens, Quotas } from '#graft/accounts';
import { Admission, visitorFor } from '#graft/admission';
import { type Artifact, storeArtifact } from '#graft/artifact';
import { Config } from '#graft/config';
import { type Database, type OpenedDatabase, type Role } from '#graft/database';
import { type Layer, type Network, weightOf } from '#graft/network';
import { BlobHolds, BlobRoots, LocalBlobStore } from '#graft/storage';
import { openThrowAway } from '../../../database/src/testing/kept-database.js';
import { Aliases } from '../aliases.js';
import { LineageTree } from '../lineage.js';
import { type Publication, type Published, Publishing } from '../publishing.js';
import { References } from '../references.js';
import { Retraction } from '../retraction.js';
import { ZooRoots } from '../roots.js';

/**
 * The zoo's services with an admin, ada and bob, on a folder of their own.
 * @param opened an empty database; a throw-away one if left out
 */
export async function openTestZoo(opened?: OpenedDatabase) {
  const folder = await mkdtemp(join(tmpdir(), 'graft-zoo-'));
  opened ??= await openThrowAway();
  const { database } = opened;
  const config = Object.assign(new Config(), { dataDir: folder });
  const blobs = new LocalBlobStore(join(folder, 'blobs'));
  const roots = new BlobRoots();
  new ZooRoots(database, roots).onModuleInit();
  const accounts = new Accounts(database, new Tokens(database), config);
  const references = new References(database);
  const publishing = new Publishing(database, blobs, new BlobHolds(blobs), accounts, new Quotas(config), references);
  const [root, ada, bob] = [
    await makeCaller(accounts, 'root', 'admin'),
    await makeCaller(accounts, 'ada', 'member'),
    await makeCaller(accounts, 'bob', 'member'),
  ];
  return {
    opened,
    database,
    config,
    blobs,
    roots,
    accounts,
    references,
    publishing,
    aliases: new Aliases(database, references, accounts),
    retraction: new Retraction(database, references, accounts),
    lineage: new LineageTree(database),
    admission: new Admission(config),
    visitor: visitorFor('ada'),
    root,
    ada,
    bob,
    artifact: (seed: number) => storeTinyArtifact(blobs, seed),
    /** Publishes a tiny public model of ada's, other ones for other seeds. */
    async publish(seed: number, publication: Partial<Publication> = {}): Promise<Published> {
      const artifact = await storeTinyArtifact(blobs, seed);
      return publishing.publish({ caller: ada, name: 'ada/tiny', visibility: 'public', artifact, ...publication });
    },
    async close() {
      await opened.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type TestZoo = Awaited<ReturnType<typeof openTestZoo>>;

async function makeCaller(accounts: Accounts, name: string, role: Role): Promise<Caller> {
  const { id } = await accounts.create({ name, role });
  return { accountId: id, name, scopes: role === 'admin' ? ['admin'] : ['read', 'publish', 'train'] };
}

/** Two classes of 8 × 8 px images: a convolution, pooling, a dense layer. Networks of one seed are equal. */
export function tinyNetwork(seed: number): Network {
  const series = (length: number) => Float32Array.from({ length }, (_, index) => Math.sin(seed + index));
  const layer = (name: string, className: string, input: string | null, rest: Partial<Layer> = {}): Layer => ({
    name,
    className,
    config: {},
    trainable: true,
    calls: [input === null ? [] : [{ layer: input, call: 0, output: 0 }]],
    weights: [],
    ...rest,
  });
  return {
    name: 'tiny',
    layers: [
      layer('image', 'InputLayer', null, { config: { batch_input_shape: [null, 8, 8, 3], dtype: 'float32' } }),
      layer('features', 'Conv2D', 'image', {
        config: {
          filters: 4,
          kernel_size: [3, 3],
          strides: [1, 1],
          dilation_rate: [1, 1],
          groups: 1,
          padding: 'same',
          data_format: 'channels_last',
          activation: 'relu',
          use_bias: false,
        },
        // Not of the seed, so that networks share it as fine-tunes share their backbone.
        weights: [weightOf('features/kernel', [3, 3, 3, 4], new Float32Array(108).fill(0.1))],
      }),
      layer('pool', 'GlobalAveragePooling2D', 'features', {
        config: { data_format: 'channels_last', keepdims: false },
      }),
      layer('scores', 'Dense', 'pool', {
        config: { units: 2, activation: 'softmax', use_bias: true },
        weights: [weightOf('scores/kernel', [4, 2], series(8)), weightOf('scores/bias', [2], series(2))],
      }),
    ],
    inputs: [{ layer: 'image', call: 0, output: 0 }],
    outputs: [{ layer: 'scores', call: 0, output: 0 }],
    kerasVersion: 2,
  };
}

export function storeTinyArtifact(blobs: LocalBlobStore, seed: number): Promise<Artifact> {
  return storeArtifact(blobs, {
    network: tinyNetwork(seed),
    labels: ['cat', 'dog'],
    preprocessing: {
      size: [8, 8],
      channels: 3,
      resize: 'squash',
      interpolation: 'bilinear',
      scale: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      channelOrder: 'rgb',
    },
    top: { layer: 'features', kind: 'pooling' },
    task: 'image-classification',
    test: null,
  });
}

/** A run from the version, on a data set of its own. */
export async function makeRun(database: Database, accountId: string, baseVersionId: string): Promise<string> {
  const dataset = await database.dataset.create({
    data: {
      namespace: 'ada',
      name: `set-${baseVersionId}`,
      accountId,
      versions: { create: { number: 1, digest: 'd' } },
    },
    include: { versions: true },
  });
  const job = await database.job.create({ data: { kind: 'run', accountId, input: {} } });
  const datasetVersionId = dataset.versions[0]!.id;
  await database.run.create({
    data: { id: job.id, baseVersionId, datasetVersionId, dataset: {}, recipe: {}, reasons: {} },
  });
  return job.id;
}
