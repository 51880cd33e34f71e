export * from './inference.js';
export { activationOf } from './logits.js';
export { onnxRuntime, runOnnx } from './onnx-runtime.js';
export { type PickedEngine, pickTrainingEngine } from './pick.js';
export * from './survey.js';
export { tfjs } from './tfjs/inference.js';
export * from './training.js';
