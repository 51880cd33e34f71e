import { join } from 'node:path';
import type { Config } from '#graft/config';
import type { BlobStore } from './blob-store.js';
import { LocalBlobStore } from './local-blob-store.js';
import { S3BlobStore } from './s3-blob-store.js';

/** The store that the configuration names: S3 if there is one, else a folder. Nothing is opened before it is used. */
export function openBlobStore({ dataDir, s3 }: Pick<Config, 'dataDir' | 's3'>): BlobStore {
  return s3 ? new S3BlobStore(s3, { incoming: join(dataDir, 'incoming') }) : new LocalBlobStore(join(dataDir, 'blobs'));
}
