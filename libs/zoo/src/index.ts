export * from './cards.js';
export * from './fine-tune-card.js';
export * from './manifest.js';
export * from './publishing.js';
export * from './references.js';
export * from './search.js';
