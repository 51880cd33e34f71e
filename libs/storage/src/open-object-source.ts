import { type Config, formatSource, type SourceAddress } from '#graft/config';
import { InvalidInput } from '#graft/problems';
import { BucketSource } from './bucket-source.js';
import { FolderSource } from './folder-source.js';
import type { ObjectSource } from './object-source.js';

/** @throws NotFound for a folder that is not there; InvalidInput for a file, or S3 without a server configured */
export async function openObjectSource(address: SourceAddress, { s3 }: Pick<Config, 's3'>): Promise<ObjectSource> {
  if (address.kind === 'folder') return FolderSource.open(address.path);
  if (s3) return new BucketSource(s3, address);
  throw new InvalidInput('No S3 server is configured: set S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY.', {
    received: formatSource(address),
  });
}
