export * from './cards.js';
export {
  type Companion,
  COMPANIONS,
  CutQuery,
  EXPORT_FORMATS,
  type ExportFormat,
  KERAS_FORMATS,
  type KerasFormat,
  OnnxQuery,
} from './export-options.js';
export { VersionPath } from './export-paths.js';
export { Exports } from './exports.js';
export * from './fine-tune-card.js';
export { Imports } from './imports.js';
export { LATEST } from './latest.js';
export * from './lineage.js';
export * from './manifest.js';
export * from './model-pool.js';
export { Outlines } from './outlines.js';
export * from './predictions.js';
export * from './publishing.js';
export { Rederivation } from './rederive.js';
export * from './references.js';
export * from './search.js';
export { CardResponse } from './versions.dto.js';
export * from './zoo.module.js';
