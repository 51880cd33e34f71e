/**
 * Models and their versions as rows and manifests: names, aliases, search, lineage, publishing, retraction.
 * Reading files from others is in `imports`; what needs a network in memory (exports, predictions, the layer table) is in
 * `serving`; the Markdown of model cards is in `cards`.
 */
export { LATEST, settleLatest } from './latest.js';
export * from './lineage.js';
export * from './manifest.js';
export { NetworkFactsResponse, PreprocessingResponse, TopBoundaryResponse } from './network.dto.js';
export * from './publishing.js';
export * from './references.js';
export * from './search.js';
export { unchanged } from './unchanged.js';
export { CardResponse, VersionPath } from './versions.dto.js';
export * from './zoo.module.js';
