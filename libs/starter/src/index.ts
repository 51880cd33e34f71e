export { starterFolder } from './files.js';
export * from './starter-zoo.js';
export * from './starter.module.js';
