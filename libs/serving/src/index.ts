/**
 * What needs a published network in memory: exports in each format, predictions, the layer table, outlines, and the pool
 * of processes that hold the models. Serves versions and runs alike.
 * Which models exist, and who may see them, is in `zoo`; reading files from others is in `imports`.
 */
export { Exports } from './exports/exports.js';
export { type ExportFormat, exportFormats, exportList } from './exports/formats/index.js';
export { CutQuery, exportQuery } from './exports/query.js';
export { CompanionPath, filePath, ShardPath, TestPath } from './exports/paths.js';
export { ExportRoute } from './exports/route.js';
export { LayerTableResponse } from './layers.dto.js';
export { Outlines } from './outlines.js';
export * from './pool/model-pool.js';
export * from './predictions/predictions.js';
export * from './serving.module.js';
