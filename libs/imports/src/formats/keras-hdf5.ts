import { readApplicationWeights, readKerasHdf5 } from '#graft/network';
import { ModelRefused } from '#graft/problems';
import { bytesOf, jsonOf } from '../files.js';
import type { ImportFormat } from './format.js';

/** Keras' HDF5 files: whole models, or weights alone with their architecture. */
export const kerasHdf5: ImportFormat = {
  name: 'keras-hdf5',
  notes:
    'whole models of Keras 1.x, 2.x, 3.x and tf.keras; weights alone with a `model.json` beside them, or the name of an application',
  extensions: ['.h5', '.hdf5'],
  optionalParts: ['model.json', 'model.yaml', 'model.yml'],
  recognises: ({ head }) => head.startsWith('\x89HDF\r\n\x1a\n'),
  refuses: refuseYaml,
  async read(main, parts, { application, labels }, onLayers) {
    const bytes = await bytesOf(main);
    if (application !== undefined) return readApplicationWeights(bytes, main.name, application, labels?.length);
    const [architecture] = parts.values();
    if (architecture) refuseYaml(architecture.name);
    return readKerasHdf5(bytes, main.name, architecture && { config: await jsonOf(architecture) }, onLayers);
  },
};

/** Keras once wrote architectures in YAML, too. @throws ModelRefused for one of those */
function refuseYaml(name: string): void {
  if (/\.ya?ml$/i.test(name))
    throw new ModelRefused(`${name} is YAML, which Graft does not read, because YAML tags can name code to run.`, {
      where: name,
      received: 'YAML',
      accepted: 'the architecture as JSON in `model.json`, as model.to_json() of Keras writes it',
    });
}
