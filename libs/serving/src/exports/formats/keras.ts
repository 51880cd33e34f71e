import { writeKerasHdf5, writeKerasV3 } from '#graft/network';
import { BYTES_TYPE, type ExportFormat, weightBytes } from './format.js';

/** HDF5, and the archive that came with Keras 3; both generations of Keras load either. */
export const keras: ExportFormat = {
  name: 'keras',
  texts: {
    file: 'A Keras model, HDF5 or `.keras`, that Keras 2 and 3 load',
    as: 'Keras HDF5 or `.keras`, which Keras 2 and 3 load',
  },
  notes: 'for tf_keras 2.19 and Keras 3 alike',
  extensions: ['h5', 'keras'],
  type: BYTES_TYPE,
  size: weightBytes,
  async write(source, extension) {
    const network = await source.network();
    return extension === 'h5' ? writeKerasHdf5(network) : writeKerasV3(network);
  },
};
