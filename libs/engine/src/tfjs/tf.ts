import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * TF.js, required rather than imported: Node reads a CommonJS module that is imported twice, once for the names of its
 * exports, which takes 0.3 s for these megabytes.
 */
export const tf = require('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');

export const { loadLayersModel } = require('@tensorflow/tfjs-layers') as typeof import('@tensorflow/tfjs-layers');

// Silences the advice to install tfjs-node, and checks that cost time at every operation.
tf.enableProdMode();
