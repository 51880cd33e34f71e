/**
 * Reads models from the files of others: uploads, an address, a bucket or folder, the catalogue of models on the web. Each
 * is read in a child process, shown, and then published with `zoo`.
 * File formats themselves are in `network`; a format is recognised here, in `formats`.
 */
export { type ImportFormat, importFormats, importList } from './formats/index.js';
export { ImportRoots } from './roots.js';
export { Imports } from './imports.js';
export * from './imports.module.js';
export { Rederivation } from './rederive.js';
export { type Verification, verifyFolder } from './verification/verify-folder.js';
