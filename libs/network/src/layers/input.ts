import { ModelRefused } from '#graft/problems';
import type { LayerConfig, Shape } from '../graph.js';
import type { LayerKind } from './layer-kind.js';
import type { Settings } from './settings.js';

/** The settings of an InputLayer for this shape. */
export const inputConfig = (shape: Shape): LayerConfig => ({ batch_input_shape: [null, ...shape], dtype: 'float32' });

/** The shape that an InputLayer's settings give, without batch. */
function inputShapeOf(settings: Settings): Shape {
  const shape = settings.get('batch_input_shape');
  const extent = (value: unknown) => value === null || (Number.isInteger(value) && (value as number) > 0);
  if (!Array.isArray(shape) || shape.length === 0 || shape.length > 6 || !shape.every(extent)) {
    throw settings.refused('batch_input_shape', 'a list of whole numbers above 0, or null where free');
  }
  return shape.slice(1) as Shape;
}

/** The class of layers that stand for a network's inputs. */
export const INPUT_LAYER = 'InputLayer';

export const inputLayer: LayerKind = {
  className: INPUT_LAYER,
  settings: { batch_input_shape: undefined, dtype: 'float32' },
  role: 'input',
  modernise({ batch_shape, shape, batch_input_shape, ...config }) {
    const whole = batch_input_shape ?? batch_shape;
    const withoutBatch = Array.isArray(whole) ? (whole as Shape).slice(1) : shape;
    return Array.isArray(withoutBatch) ? { ...config, batch_input_shape: [null, ...(withoutBatch as Shape)] } : config;
  },
  outputShape: inputShapeOf,
  lower({ layer }) {
    throw new ModelRefused(`Layer "${layer.name}" (InputLayer) is called like another layer.`, { where: layer.name });
  },
};
