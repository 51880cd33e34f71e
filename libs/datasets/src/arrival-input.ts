import type { Config } from '#graft/config';
import type { Digest } from '#graft/storage';
import type { ImageFormat } from '#graft/images';
import type { Visibility } from '#graft/database';

/** Where a version's images come from. */
export type ArrivalSource = { kind: 'upload'; upload: string } | { kind: 'sample' };

/** The job's input. */
export interface ArrivalInput {
  versionId: string;
  /** `owner/name`, and the number that the version will have. */
  dataset: string;
  number: number;
  source: ArrivalSource;
  /** Set for a data set's first version: the data set gets it once the version is ready. */
  visibility?: Visibility;
  /** The data set gets it once the version is ready; without one it keeps its own. */
  license?: string;
}

/** What the child process is given. */
export interface ArrivalOrder {
  source: { kind: 'zip'; path: string } | { kind: 'sample' };
  config: Pick<Config, 'dataDir' | 's3' | 'maxPixels' | 'threads'>;
}

/** An image that was decoded and stored. */
export interface ArrivedItem {
  position: number;
  name: string;
  digest: Digest;
  contentDigest: string;
  labels: string[];
  width: number;
  height: number;
  bytes: number;
  format: ImageFormat;
}

export interface FileProblem {
  name: string;
  reason: string;
  /** Else it was kept though it looks out of place. */
  leftOut: boolean;
}

/** Messages of type `arrived`: what was read since the last one. */
export interface ArrivedBatch {
  items: ArrivedItem[];
  problems: FileProblem[];
}

export interface ArrivalResult {
  /** sha256 over (name, image digest, labels) of the items, sorted by name. */
  digest: Digest;
  labels: string[];
}
