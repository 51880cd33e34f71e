import type { Artifact } from '#graft/artifact';
import type { Config } from '#graft/config';
import type { BlobRef, Digest } from '#graft/storage';
import type { CompleteRecipe } from './recipe.js';
import type { TaskName } from './tasks/index.js';

/** An image to learn from or to be examined on. */
export interface RunItem {
  /** Its place in the data set version. */
  position: number;
  name: string;
  /** Blob of the bytes as they came. */
  digest: Digest;
  /** Equal for the same picture in another file. */
  contentDigest: string;
  labels: string[];
}

/** Settings that a run's process needs. */
export type RunConfig = Pick<Config, 'dataDir' | 's3' | 'threads' | 'maxPixels' | 'featureCacheBytes'>;

/** All that a run's process is given; it has no database. */
export interface RunInput {
  run: string;
  task: TaskName;
  base: Artifact;
  /** In the order of the output units. */
  labels: string[];
  items: RunItem[];
  recipe: CompleteRecipe;
  /** Blob of the latest checkpoint, where an earlier attempt left one. */
  checkpoint: BlobRef | null;
  config: RunConfig;
}

/** Sends an event; see docs/architecture.md for the types. */
export type Emit = (type: string, data: object) => Promise<void>;
