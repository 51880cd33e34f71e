import { InvalidInput } from '#graft/problems';
import type { Pooling, TensorRef, Topology } from '../graph.js';
import { GraphBuilder } from './graph-builder.js';

export interface ApplicationOptions {
  includeTop?: boolean;
  /** [height, width, channels]; the application's usual size where left out. */
  inputShape?: [number, number, number];
  /** What follows the last feature map without a top. */
  pooling?: Pooling;
  /** Output units of the top. */
  classes?: number;
  /** Width multiplier, where the architecture has one. */
  alpha?: number;
  /** EfficientNet: with the extra scaling that Keras puts in front for its own ImageNet weights. */
  imagenetScaling?: boolean;
}

export interface BuildContext extends Required<Pick<ApplicationOptions, 'includeTop' | 'classes' | 'alpha'>> {
  imagenetScaling: boolean;
}

/** An architecture of Keras Applications (or one that weights are commonly published for). */
export interface Application {
  name: string;
  /** Pixels, height and width alike. */
  defaultSize: number;
  minimalSize: number;
  /** As Keras' `preprocess_input` does for it; `none` where the network scales its input itself. */
  preprocessing: 'tf' | 'caffe' | 'torch' | 'none';
  /** Width multipliers that weights were published for; [1] if there is no such choice. */
  alphas: number[];
  /** Adds the layers up to the last feature map. */
  backbone(g: GraphBuilder, x: TensorRef, context: BuildContext): TensorRef;
  /** Adds the classifier. */
  top(g: GraphBuilder, x: TensorRef, context: BuildContext): TensorRef;
  /** Keras' names of the pooling layers where it gives them some. */
  poolNames?: { avg: string; max: string };
}

/**
 * The topology of an application; its weights are only described.
 * @throws InvalidInput on options outside of what the architecture offers
 */
export function buildTopology(application: Application, options: ApplicationOptions = {}): Topology {
  const { name, defaultSize, minimalSize, alphas } = application;
  const { includeTop = true, pooling = 'none', classes = 1000, alpha = 1, imagenetScaling = false } = options;
  const inputShape = options.inputShape ?? [defaultSize, defaultSize, 3];
  if (Math.min(inputShape[0], inputShape[1]) < minimalSize) {
    throw new InvalidInput(`${name} needs at least ${minimalSize} × ${minimalSize} pixels.`, {
      where: 'inputShape',
      received: inputShape,
      accepted: `height and width from ${minimalSize}`,
    });
  }
  if (alpha !== 1 && alphas.length === 1) {
    throw new InvalidInput(`${name} has no width multiplier.`, { where: 'alpha', received: alpha, accepted: 1 });
  }
  const g = new GraphBuilder(name.toLowerCase());
  const input = g.input(inputShape);
  const context = { includeTop, classes, alpha, imagenetScaling };
  const features = application.backbone(g, input, context);
  if (includeTop) return g.build([input], [application.top(g, features, context)]);
  if (pooling === 'none') return g.build([input], [features]);
  return g.build([input], [g.globalPool(features, pooling, application.poolNames?.[pooling])]);
}

/** Rounds a number of channels to a multiple of 8 that is not more than a tenth below it. */
export function divisible(channels: number, divisor = 8): number {
  const rounded = Math.max(divisor, Math.floor(Math.trunc(channels + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * channels ? rounded + divisor : rounded;
}

/** Global average pooling and a dense softmax, as most architectures end. */
export function denseTop(poolName?: string) {
  return (g: GraphBuilder, x: TensorRef, { classes }: BuildContext): TensorRef =>
    g.dense(g.globalPool(x, 'avg', poolName), classes, 'softmax', 'predictions');
}
