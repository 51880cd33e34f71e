export { digestOf } from '#graft/storage';
export * from './artifact.js';
export { recogniseArchitecture } from './architecture.js';
export * from './canonical-json.js';
export { codeDigest } from './code-digest.js';
export * from './read.js';
export * from './store.js';
export { backboneOf } from './summary.js';
export * from './task.js';
