import type { Layer, LayerConfig, Shape, TensorRef, Topology, WeightSpec } from '../graph.js';
import { Numbering, snakeCase } from '../keras-names.js';
import { canonicalConfig, kindOf } from '../layers/index.js';
import { inputConfig } from '../layers/input.js';
import { Settings } from '../layers/settings.js';

export interface ConvolutionOptions {
  strides?: number;
  padding?: 'same' | 'valid';
  bias?: boolean;
  name?: string;
}

/**
 * Builds a topology layer by layer, as Keras' functional API does: each call gives the new layer's output. Layers
 * without a name are numbered as Keras numbers them in a fresh session: `conv2d`, `conv2d_1`, …
 */
export class GraphBuilder {
  private readonly layers: Layer<WeightSpec>[] = [];
  private readonly shapes = new Map<string, Shape>();
  private readonly numbering = new Numbering();

  constructor(private readonly name: string) {}

  /** [height, width, channels] of a layer's output, or whatever its shape is, without the batch. */
  shapeOf(tensor: TensorRef): Shape {
    return this.shapes.get(tensor.layer)!;
  }

  channelsOf(tensor: TensorRef): number {
    return this.shapeOf(tensor).at(-1)!;
  }

  add(className: string, config: LayerConfig, inputs: TensorRef[], name?: string): TensorRef {
    const named = { name: name ?? this.numbering.next(snakeCase(className)), className, config };
    const layer: Layer<WeightSpec> = {
      ...named,
      config: canonicalConfig(named),
      trainable: true,
      calls: className === 'InputLayer' ? [[]] : [inputs],
      weights: [],
    };
    const kind = kindOf(layer);
    const settings = new Settings(layer);
    const shapes = inputs.map((input) => this.shapeOf(input));
    layer.weights = (kind.weights?.(settings, shapes) ?? []).map(({ variable, shape }) => ({
      name: `${layer.name}/${variable}`,
      shape,
      stored: { dtype: 'float32' },
    }));
    this.layers.push(layer);
    this.shapes.set(layer.name, kind.outputShape(settings, shapes));
    return { layer: layer.name, call: 0, output: 0 };
  }

  build(inputs: TensorRef[], outputs: TensorRef[]): Topology {
    return { name: this.name, layers: this.layers, inputs, outputs, kerasVersion: 3 };
  }

  input(shape: Shape): TensorRef {
    return this.add('InputLayer', inputConfig(shape), [], 'input_layer');
  }

  conv(x: TensorRef, filters: number, kernel: number | [number, number], options: ConvolutionOptions = {}): TensorRef {
    const { strides = 1, padding = 'valid', bias = true, name } = options;
    const kernelSize = typeof kernel === 'number' ? [kernel, kernel] : kernel;
    const config = { filters, kernel_size: kernelSize, strides: [strides, strides], padding, use_bias: bias };
    return this.add('Conv2D', config, [x], name);
  }

  depthwise(
    x: TensorRef,
    kernel: number,
    { strides = 1, padding = 'valid', bias = true, name }: ConvolutionOptions,
  ): TensorRef {
    const config = { kernel_size: [kernel, kernel], strides: [strides, strides], padding, use_bias: bias };
    return this.add('DepthwiseConv2D', config, [x], name);
  }

  separable(
    x: TensorRef,
    filters: number,
    kernel: number,
    { padding = 'valid', bias = true, name }: ConvolutionOptions,
  ): TensorRef {
    return this.add('SeparableConv2D', { filters, kernel_size: [kernel, kernel], padding, use_bias: bias }, [x], name);
  }

  batchNorm(x: TensorRef, name?: string, config: LayerConfig = {}): TensorRef {
    return this.add('BatchNormalization', config, [x], name);
  }

  activation(x: TensorRef, activation: string, name?: string): TensorRef {
    return this.add('Activation', { activation }, [x], name);
  }

  relu(x: TensorRef, name?: string, maxValue: number | null = null): TensorRef {
    return this.add('ReLU', { max_value: maxValue }, [x], name);
  }

  maxPool(x: TensorRef, size: number, strides: number, padding: 'same' | 'valid' = 'valid', name?: string): TensorRef {
    return this.add('MaxPooling2D', { pool_size: [size, size], strides: [strides, strides], padding }, [x], name);
  }

  avgPool(x: TensorRef, size: number, strides: number, padding: 'same' | 'valid' = 'valid', name?: string): TensorRef {
    return this.add('AveragePooling2D', { pool_size: [size, size], strides: [strides, strides], padding }, [x], name);
  }

  globalPool(x: TensorRef, pooling: 'avg' | 'max', name?: string, keepDims = false): TensorRef {
    return this.add(
      pooling === 'avg' ? 'GlobalAveragePooling2D' : 'GlobalMaxPooling2D',
      { keepdims: keepDims },
      [x],
      name,
    );
  }

  /** @param padding [[top, bottom], [left, right]] in pixels */
  zeroPad(x: TensorRef, padding: [[number, number], [number, number]], name?: string): TensorRef {
    return this.add('ZeroPadding2D', { padding }, [x], name);
  }

  /** Pads so that a strided `valid` convolution looks where PyTorch's would: more before than behind on odd extents. */
  zeroPadForStride(x: TensorRef, kernel: number, name: string): TensorRef {
    const half = Math.floor(kernel / 2);
    const pads = this.shapeOf(x)
      .slice(0, 2)
      .map((extent): [number, number] => [half - (extent === null ? 1 : 1 - (extent % 2)), half]);
    return this.zeroPad(x, [pads[0]!, pads[1]!], name);
  }

  sum(inputs: TensorRef[], name?: string): TensorRef {
    return this.add('Add', {}, inputs, name);
  }

  concat(inputs: TensorRef[], name?: string): TensorRef {
    return this.add('Concatenate', { axis: -1 }, inputs, name);
  }

  dense(x: TensorRef, units: number, activation: string, name?: string): TensorRef {
    return this.add('Dense', { units, activation }, [x], name);
  }

  dropout(x: TensorRef, rate: number, name?: string): TensorRef {
    return this.add('Dropout', { rate }, [x], name);
  }
}
