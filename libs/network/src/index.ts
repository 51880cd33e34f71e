export * from './graph.js';
export { sizeOf, storedBytes, toFloat16, values, variableOf, weightOf } from './weights.js';
export { callsInOrder, inOrder, outputOf, type Call } from './order.js';
export { inferShapes, layersBelow, layerTable, parameterCount, Shapes } from './shapes.js';
export { actsAtRandom, layerClasses, roleOf } from './layers/index.js';
export { cutAt, cutTo, graft, split, withoutTop, type WithoutTop } from './surgery.js';
export { outlineOf } from './outline.js';
export { resizeInput } from './resize.js';
export { findTop } from './top.js';
export { finalActivation, withoutActivation } from './final-activation.js';
export { readTfjsLayers, writeTfjsLayers, type TfjsLayersModel } from './formats/tfjs-layers.js';
export type { Shards, WeightGroup } from './formats/tfjs-weights.js';
export { kerasGeneration, readKerasTopology, type KerasTopology } from './formats/keras-config.js';
export { writeOnnx, type OnnxOptions } from './formats/onnx.js';
export type * from './lowering/lowered-graph.js';
export { lower, type LowerOptions, type PixelScaling } from './lowering/lower.js';
export { encode, type EncodeOptions } from './lowering/encode.js';
export { nonFiniteWeights } from './non-finite.js';
export { readApplicationWeights } from './applications/application-weights.js';
export { readKerasHdf5, type Architecture } from './formats/keras-hdf5.js';
export { writeKerasHdf5 } from './formats/keras-hdf5-write.js';
export { readKerasV3 } from './formats/keras-v3.js';
export { writeKerasV3 } from './formats/keras-v3-write.js';
export type { OnLayers } from './formats/hdf5.js';
export {
  applicationNamed,
  applications,
  buildApplication,
  type Application,
  type ApplicationOptions,
} from './applications/index.js';
