import { sizeOf, weightOf, type Layer, type LayerConfig, type Network, type TensorRef } from '#graft/network';
import { seededRandom } from './random.js';
import type { CompleteRecipe } from './recipe.js';

/** Mean and variance of each channel of the features. */
export interface FeatureStatistics {
  mean: Float32Array;
  variance: Float32Array;
}

/** What a head ends in. */
export interface HeadOutput {
  units: number;
  /** That of the loss: see `activationOf`. */
  activation: string;
}

/**
 * A new head for a backbone: (batch normalisation) → (flatten) → [dropout → dense]… → dropout → dense. Kernels are
 * drawn by Glorot & Bengio's uniform rule (2010, eq. 16) from the seed, biases are 0, as in Keras.
 * @param features shape of what the frozen part puts out for one image: [channels] or [height, width, channels].
 * @param statistics of the training images' features: the averages that the batch normalisation keeps.
 */
export function buildHead(
  recipe: Pick<CompleteRecipe, 'head' | 'seed'>,
  features: readonly number[],
  output: HeadOutput,
  statistics?: FeatureStatistics,
): Network {
  const { hidden, activation, dropout } = recipe.head;
  const stack = new Stack(recipe.seed, features);
  if (statistics) stack.batchNorm(statistics);
  if (features.length > 1) stack.flatten();
  for (const units of hidden) {
    if (dropout > 0) stack.dropout(dropout);
    stack.dense('head_dense', units, activation);
  }
  if (dropout > 0) stack.dropout(dropout);
  stack.dense('head_predictions', output.units, output.activation);
  return stack.network();
}

/** Layers one on another. */
class Stack {
  private readonly layers: Layer[] = [];
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly seed: number,
    private shape: readonly number[],
  ) {
    this.add('head_input', 'InputLayer', { batch_input_shape: [null, ...shape], dtype: 'float32' });
  }

  flatten(): void {
    this.add('head_flatten', 'Flatten', { data_format: 'channels_last' });
    this.shape = [this.width];
  }

  dropout(rate: number): void {
    this.add('head_dropout', 'Dropout', { rate });
  }

  dense(name: string, units: number, activation: string): void {
    const kernel = glorotUniform(this.width, units, seededRandom(this.seed, this.layers.length));
    this.add(name, 'Dense', { units, activation, use_bias: true }, [
      ['kernel', [this.width, units], kernel],
      ['bias', [units], new Float32Array(units)],
    ]);
    this.shape = [units];
  }

  batchNorm({ mean, variance }: FeatureStatistics): void {
    const channels = mean.length;
    const config = { axis: -1, momentum: 0.99, epsilon: 0.001, center: true, scale: true };
    this.add('head_batch_normalization', 'BatchNormalization', config, [
      ['gamma', [channels], new Float32Array(channels).fill(1)],
      ['beta', [channels], new Float32Array(channels)],
      ['moving_mean', [channels], mean],
      ['moving_variance', [channels], variance],
    ]);
  }

  network(): Network {
    const inputs = [refTo(this.layers[0]!.name)];
    return { name: 'head', layers: this.layers, inputs, outputs: [refTo(this.top)], kerasVersion: 2 };
  }

  private get width(): number {
    return sizeOf(this.shape);
  }

  private get top(): string {
    return this.layers.at(-1)!.name;
  }

  private add(
    wanted: string,
    className: string,
    config: LayerConfig,
    variables: [name: string, shape: number[], values: Float32Array][] = [],
  ): void {
    const name = this.unique(wanted);
    const weights = variables.map(([variable, shape, values]) => weightOf(`${name}/${variable}`, shape, values));
    const calls = className === 'InputLayer' ? [[]] : [[refTo(this.top)]];
    this.layers.push({ name, className, config, trainable: true, calls, weights });
  }

  /** head_dense, head_dense_1, head_dense_2, … as Keras numbers layers. */
  private unique(wanted: string): string {
    const used = this.taken.get(wanted) ?? 0;
    this.taken.set(wanted, used + 1);
    return used === 0 ? wanted : `${wanted}_${used}`;
  }
}

function glorotUniform(fanIn: number, fanOut: number, random: () => number): Float32Array {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return Float32Array.from({ length: fanIn * fanOut }, () => (2 * random() - 1) * limit);
}

function refTo(layer: string): TensorRef {
  return { layer, call: 0, output: 0 };
}
