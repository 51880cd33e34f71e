export { type OpenedUpload, Uploads } from './uploads.js';
export * from './uploads.module.js';
