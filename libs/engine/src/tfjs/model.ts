import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { actsAtRandom, type Network, type Weight, type WeightSpec, writeTfjsLayers } from '#graft/network';
import { loadLayersModel, tf } from './tf.js';

/** A weight that training changes: TF.js' variable and the name and shape that the network knows it by. */
export interface TrainableWeight {
  spec: WeightSpec;
  variable: Variable;
}

/** What of a layer of TF.js is not in its types. */
type RandomLayer = layers.Layer & { seed?: string };

/** A network as a layers model of TF.js, whose randomness is a function of the seed and the step. */
export class TfjsModel {
  private constructor(
    private readonly model: LayersModel,
    readonly trainable: TrainableWeight[],
    private readonly randomLayers: RandomLayer[],
  ) {}

  static async load(network: Network): Promise<TfjsModel> {
    const { model, sources } = await toLayersModel(network);
    const randomLayers = model.layers.filter((layer) =>
      actsAtRandom({ name: layer.name, className: layer.getClassName() }),
    );
    for (const layer of model.layers) if (!randomLayers.includes(layer)) keepInInferenceMode(layer);
    const trainable = model.trainableWeights.map((weight) => ({
      spec: sources.get(weight.originalName)!,
      variable: weight.read() as Variable,
    }));
    return new TfjsModel(model, trainable, randomLayers);
  }

  /** The output in training mode; equal seeds drop the same units. Call within a tidy. */
  train(inputs: Tensor[], seed: string): Tensor2D {
    for (const layer of this.randomLayers) layer.seed = `${seed}/${layer.name}`;
    return this.model.apply(inputs, { training: true }) as Tensor2D;
  }

  /** The output in inference mode. Call within a tidy. */
  infer(inputs: Tensor[]): Tensor2D {
    return this.model.apply(inputs) as Tensor2D;
  }

  /** The sum of the layers' weight penalties (kernel_regularizer and its like), a scalar. Call within a tidy. */
  penalty(): Tensor {
    return this.model.calculateLosses().reduce<Tensor>((sum, loss) => tf.add(sum, loss), tf.scalar(0));
  }

  dispose(): void {
    this.model.dispose();
  }
}

/**
 * TF.js runs a batch normalisation on the batch's own statistics under training, even a frozen one, and moves its
 * averages; fine-tuning wants the averages as they are.
 */
function keepInInferenceMode(layer: layers.Layer): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false });
}

/**
 * The same network in TF.js, and the network's weights by TF.js' names, which differ where several layers of TF.js stand
 * for one.
 */
export async function toLayersModel(network: Network): Promise<{ model: LayersModel; sources: Map<string, Weight> }> {
  const layers = network.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map((source) => ({ ...source, source })),
  }));
  const { modelJson, groups } = writeTfjsLayers({ ...network, layers });
  const weights = groups.flatMap((group) => group.weights);
  const model = await loadLayersModel(
    tf.io.fromMemory({
      modelTopology: modelJson.modelTopology,
      weightSpecs: modelJson.weightsManifest.flatMap((group) => group.weights),
      weightData: joined(weights.map(({ bytes }) => bytes)),
    }),
  );
  return { model, sources: new Map(weights.map(({ name, source }) => [name, source])) };
}

function joined(parts: Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole.buffer;
}
