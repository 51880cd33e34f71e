import { ModelRefused } from '#graft/problems';
import type { Weight, WeightSpec } from '../graph.js';
import type { Tensor } from '../tensor.js';
import { values, weightOf } from '../weights.js';
import type { Hdf5Dataset } from './hdf5.js';

/** @throws ModelRefused on what is not plain numbers */
export function tensorOf(dataset: Hdf5Dataset): Tensor {
  const { shape, path, dtype } = dataset;
  const bytes = dataset.bytes();
  switch (dtype) {
    case 'float32':
      return { shape, data: new Float32Array(bytes.buffer) };
    case 'float64':
      return { shape, data: Float32Array.from(new Float64Array(bytes.buffer)) };
    case 'float16':
      return { shape, data: values({ name: path, shape, stored: { dtype }, bytes }) };
    case 'int32':
      return { shape, data: Float32Array.from(new Int32Array(bytes.buffer)) };
    case 'int64':
      return { shape, data: Float32Array.from(new BigInt64Array(bytes.buffer), Number) };
    default:
      throw new ModelRefused(`The weight at ${path} is of type ${dtype}.`, {
        where: path,
        received: dtype,
        accepted: ['float16', 'float32', 'float64', 'int32', 'int64'],
      });
  }
}

/** The weight that a layer calls for. @throws ModelRefused if the shape is another */
export function fitted(spec: WeightSpec, { shape, data }: Tensor, where: string): Weight {
  if (shape.length !== spec.shape.length || shape.some((extent, i) => extent !== spec.shape[i])) {
    throw new ModelRefused(
      `${where}: "${spec.name}" has shape [${shape.join(', ')}]; its layer calls for [${spec.shape.join(', ')}].`,
      {
        where: spec.name,
        received: shape,
        accepted: spec.shape,
      },
    );
  }
  return weightOf(spec.name, spec.shape, data);
}
