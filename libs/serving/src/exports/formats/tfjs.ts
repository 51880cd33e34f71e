import { writeTfjsLayers } from '#graft/network';
import { type ExportFormat, JSON_TYPE } from './format.js';
import { located, shardsOf } from '../shards.js';

/** A TF.js layers model, whose weight files are stretches of the artifact's own blocks. */
export const tfjs: ExportFormat = {
  name: 'tfjs',
  texts: { file: 'A TF.js layers model that `tf.loadLayersModel` loads', as: '`tf.loadLayersModel` loads it' },
  notes: 'for `tf.loadLayersModel` of TF.js layers 4.22',
  extensions: ['json'],
  type: JSON_TYPE,
  shards: true,
  size: ({ topology }) => topology.size,
  write({ artifact, topology }) {
    const { modelJson } = writeTfjsLayers(located(artifact, topology), shardsOf);
    return Promise.resolve(new TextEncoder().encode(JSON.stringify(modelJson)));
  },
};
