import { readKerasV3 } from '#graft/network';
import { bytesOf } from '../files.js';
import type { ImportFormat } from './format.js';

/** The archive that came with Keras 3. */
export const kerasV3: ImportFormat = {
  name: 'keras-v3',
  notes: 'Keras 3, and 2.12 to 2.15',
  extensions: ['.keras'],
  recognises: ({ entries }) =>
    entries !== null && ['config.json', 'model.weights.h5'].every((name) => entries.includes(name)),
  read: async (main, _parts, _asked, onLayers) => readKerasV3(await bytesOf(main), main.name, onLayers),
};
