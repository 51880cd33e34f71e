export * from './client-config.js';
export * from './config.js';
export * from './config.module.js';
export * from './data-folder.js';
export { isLoopback, isPersonal } from './loopback.js';
export * from './source-address.js';
