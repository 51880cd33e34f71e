export * from './graph.js';
export { sizeOf, storedBytes, values, variableOf, weightOf } from './weights.js';
export { callsInOrder, inOrder, outputOf, type Call } from './order.js';
export { inferShapes, layerTable, parameterCount, Shapes } from './shapes.js';
export { layerClasses } from './layers/index.js';
