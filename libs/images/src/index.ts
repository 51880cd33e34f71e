export { decoderVersions, DEFAULT_LIMITS, type ImageLimits } from './decode.js';
export { renderDrawing } from './drawing.js';
export { exampleOf } from './example.js';
export { IMAGE_FORMATS, type ImageFormat } from './format.js';
export * from './preprocessing.js';
export * from './probe.js';
export { toTensor } from './tensor.js';
export { testImage } from './test-image.js';
export * from './thumbnail.js';
