export * from './uploads.js';
export * from './uploads.module.js';
