export { Archive, ARCHIVE_LIMITS, type ArchiveLimits } from './archive.js';
export * from './blob-roots.js';
export * from './blob-store.js';
export { digestOf } from './digest.js';
export { LocalBlobStore } from './local-blob-store.js';
export * from './object-source.js';
export { openBlobStore } from './open-blob-store.js';
export { S3BlobStore } from './s3-blob-store.js';
export * from './storage.module.js';
