export * from './client-config.js';
export * from './config.js';
export * from './config.module.js';
export * from './data-folder.js';
