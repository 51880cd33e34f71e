import type { NamedTensorMap, Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { type Network, type Weight, values, weightOf } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import { soleInputAndOutput } from '../input-output.js';
import { withoutFinalActivation } from '../logits.js';
import type { BatchResult, Trainer, TrainerOptions, TrainerState } from '../training.js';
import { LOSSES } from './losses.js';
import { TfjsModel, type TrainableWeight } from './model.js';
import { UPDATE_RULES } from './optimizers.js';
import { tf } from './tf.js';

/** A trainable weight and what the optimiser keeps beside it. */
interface TrainedWeight extends TrainableWeight {
  slots: { name: string; variable: Variable }[];
}

/**
 * Trains on the backend that TF.js is set to. A step of its own, since `model.fit` costs as much again as its kernels
 * on a head's small steps.
 */
export class TfjsTrainer implements Trainer {
  private step = 0;
  private learningRate: number;
  private readonly weights: TrainedWeight[];

  private constructor(
    private readonly original: Network,
    private readonly inputShape: number[],
    private readonly options: TrainerOptions,
    private readonly model: TfjsModel,
  ) {
    this.learningRate = options.learningRate;
    this.weights = model.trainable.map((weight) => ({ ...weight, slots: slotsOf(weight, options) }));
  }

  /** @throws InvalidInput unless the network has one input of a known size and ends in the loss's activation. */
  static async create(network: Network, options: TrainerOptions): Promise<TfjsTrainer> {
    const { inputShape } = soleInputAndOutput(network);
    const model = await TfjsModel.load(withoutFinalActivation(network, options.loss));
    return new TfjsTrainer(network, inputShape, options, model);
  }

  async trainBatch(
    x: Float32Array,
    y: Float32Array,
    sampleWeights: Float32Array | null,
    count: number,
  ): Promise<BatchResult> {
    this.step++;
    const result = tf.tidy(() => {
      const labels = tf.tensor2d(y, [count, y.length / count]);
      const weights = sampleWeights && tf.tensor1d(sampleWeights);
      const { loss, right, gradients } = this.differentiate(this.batch(x, count), labels, weights);
      this.update(gradients);
      const both = tf.stack([loss, right]);
      right.dispose();
      return both;
    });
    const [loss, correct] = await result.data();
    result.dispose();
    return { loss: loss!, correct: correct! };
  }

  async predict(x: Float32Array, count: number): Promise<Float32Array> {
    const { activate } = LOSSES[this.options.loss];
    const output = tf.tidy(() => activate(this.model.infer(this.batch(x, count))));
    const predicted = await output.data<'float32'>();
    output.dispose();
    return predicted;
  }

  setLearningRate(rate: number): void {
    this.learningRate = rate;
  }

  async state(): Promise<TrainerState> {
    const read = async (name: string, variable: Variable) =>
      weightOf(name, variable.shape, await variable.data<'float32'>());
    const slots = this.weights.flatMap((weight) => weight.slots);
    return {
      weights: await Promise.all(this.weights.map(({ spec, variable }) => read(spec.name, variable))),
      optimizer: await Promise.all(slots.map(({ name, variable }) => read(name, variable))),
      step: this.step,
    };
  }

  /** @throws InvalidInput where the state is of another network or optimiser. */
  async restore({ weights, optimizer, step }: TrainerState): Promise<void> {
    const saved = new Map([...weights, ...optimizer].map((weight) => [weight.name, weight]));
    const assign = (name: string, variable: Variable) => assignSaved(variable, name, saved.get(name));
    for (const { spec, variable, slots } of this.weights) {
      assign(spec.name, variable);
      for (const slot of slots) assign(slot.name, slot.variable);
    }
    this.step = step;
    return Promise.resolve();
  }

  /** Weights that were not trained keep the very bytes they came with. */
  async network(): Promise<Network> {
    const { weights } = await this.state();
    const trained = new Map(weights.map((weight) => [weight.name, weight]));
    const layers = this.original.layers.map((layer) => ({
      ...layer,
      weights: layer.weights.map((weight) => trained.get(weight.name) ?? weight),
    }));
    return { ...this.original, layers };
  }

  dispose(): void {
    this.model.dispose();
    for (const { slots } of this.weights) tf.dispose(slots.map(({ variable }) => variable));
  }

  private batch(x: Float32Array, count: number): Tensor {
    return tf.tensor(x, [count, ...this.inputShape]);
  }

  /** The mean loss over the batch, how many were right, and the loss's gradients by variable name. */
  private differentiate(x: Tensor, labels: Tensor2D, weights: Tensor1D | null) {
    const { perExample, countRight } = LOSSES[this.options.loss];
    let right!: Tensor;
    const { value, grads } = tf.variableGrads(
      () => {
        const logits = this.model.train(x, `${this.options.seed}/${this.step}`);
        right = tf.keep(tf.cast(countRight(labels, logits), 'float32'));
        const losses = perExample(labels, logits);
        const mean = tf.mean(weights ? tf.mul(losses, weights) : losses);
        return tf.add<Scalar>(mean, this.model.penalty());
      },
      this.weights.map(({ variable }) => variable),
    );
    return { loss: value, right, gradients: grads };
  }

  private update(gradients: NamedTensorMap): void {
    const rule = UPDATE_RULES[this.options.optimizer];
    for (const { variable, slots } of this.weights) {
      const gradient = gradients[variable.name]!;
      const slotVariables = slots.map((slot) => slot.variable);
      const [weight, ...kept] = rule.update(variable, gradient, slotVariables, this.learningRate, this.step);
      variable.assign(weight);
      slotVariables.forEach((slot, index) => slot.assign(kept[index]!));
    }
  }
}

function slotsOf({ spec, variable }: TrainableWeight, { optimizer }: TrainerOptions): TrainedWeight['slots'] {
  return UPDATE_RULES[optimizer].slots.map((slot) => ({
    name: `${spec.name}/${slot}`,
    variable: tf.tidy(() => tf.variable(tf.zeros(variable.shape), false)),
  }));
}

function assignSaved(variable: Variable, name: string, saved: Weight | undefined): void {
  if (saved?.shape.join() !== variable.shape.join()) {
    throw new InvalidInput(`The state to restore does not fit: ${name}.`, {
      where: name,
      received: saved ? saved.shape : 'nothing',
      accepted: variable.shape,
    });
  }
  tf.tidy(() => variable.assign(tf.tensor(values(saved), saved.shape)));
}
