export * from './cards.js';
export * from './manifest.js';
export * from './publishing.js';
export * from './references.js';
