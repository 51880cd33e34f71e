export { Archive, ARCHIVE_LIMITS, type ArchiveLimits } from './archive.js';
export * from './uploads.js';
export * from './uploads.module.js';
