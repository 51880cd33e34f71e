import { writeOnnx } from '#graft/network';
import { unknownPreprocessing } from '../../unknown-preprocessing.js';
import { BYTES_TYPE, type ExportFormat, weightBytes } from './format.js';

export const onnx: ExportFormat = {
  name: 'onnx',
  texts: { file: 'An ONNX model', as: 'ONNX' },
  notes: 'opset 17, free batch dimension; pixels are normalised in the model if asked',
  extensions: ['onnx'],
  type: BYTES_TYPE,
  options: [
    {
      name: 'preprocessing',
      description: 'Whether the model takes pixels in 0…255 and normalises them itself.',
    },
  ],
  size: weightBytes,
  refuses: (artifact, { preprocessing }) => (preprocessing && !artifact.preprocessing ? unknownPreprocessing() : null),
  async write(source, _extension, { preprocessing }) {
    return writeOnnx(await source.network(), {
      preprocessing: preprocessing ? await source.preprocessing() : null,
      labels: await source.labels(),
    });
  },
};
