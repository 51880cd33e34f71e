import type { NamedTensorMap, Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { type Network, type Weight, values, weightOf } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import { inputsAndOutput } from '../input-output.js';
import { withoutFinalActivation } from '../logits.js';
import type { Batch, StepsTaken, Trainer, TrainerOptions, TrainerState } from '../training.js';
import type { BackendName } from './backend.js';
import { LOSSES } from './losses.js';
import { TfjsModel, type TrainableWeight } from './model.js';
import { UPDATE_RULES } from './optimizers.js';
import { tf } from './tf.js';

/** A trainable weight and what the optimiser keeps beside it. */
interface TrainedWeight extends TrainableWeight {
  slots: { name: string; variable: Variable }[];
}

/**
 * Trains on a backend of TF.js. A step of its own, since `model.fit` costs as much again as its kernels on a head's small
 * steps.
 */
export class TfjsTrainer implements Trainer {
  private step = 0;
  private disposed = false;
  private readonly weights: TrainedWeight[];

  private constructor(
    private readonly original: Network,
    private readonly inputShapes: number[][],
    private readonly options: TrainerOptions,
    private readonly backend: BackendName,
    private readonly model: TfjsModel,
  ) {
    this.weights = model.trainable.map((weight) => ({ ...weight, slots: slotsOf(weight, options) }));
  }

  /**
   * @param backend one that works here.
   * @throws InvalidInput unless the network's inputs have known sizes and it has one output, in the loss's activation.
   */
  static async create(network: Network, options: TrainerOptions, backend: BackendName): Promise<TfjsTrainer> {
    const { inputShapes } = inputsAndOutput(network);
    const logits = withoutFinalActivation(network, options.loss);
    await tf.setBackend(backend);
    return new TfjsTrainer(network, inputShapes, options, backend, await TfjsModel.load(logits));
  }

  async *train(batches: Iterable<Batch>, rateOf: (batch: number) => number): AsyncIterable<StepsTaken> {
    let index = 0;
    for (const batch of batches) {
      const rate = rateOf(index++);
      await tf.setBackend(this.backend);
      this.step++;
      const [loss, outputs] = tf.tidy(() => {
        const { loss, logits, gradients } = this.differentiate(batch);
        this.update(gradients, rate);
        const outputs = LOSSES[this.options.loss].activate(logits);
        logits.dispose();
        return [loss, outputs] as const;
      });
      yield { count: batch.count, loss: (await read(loss))[0]!, outputs: await read(outputs) };
    }
  }

  async predict(inputs: Float32Array[], count: number): Promise<Float32Array> {
    await tf.setBackend(this.backend);
    const { activate } = LOSSES[this.options.loss];
    return read(tf.tidy(() => activate(this.model.infer(this.tensors(inputs, count)))));
  }

  async state(): Promise<TrainerState> {
    const saved = async (name: string, variable: Variable) =>
      weightOf(name, variable.shape, await variable.data<'float32'>());
    const slots = this.weights.flatMap((weight) => weight.slots);
    return {
      weights: await Promise.all(this.weights.map(({ spec, variable }) => saved(spec.name, variable))),
      optimizer: await Promise.all(slots.map(({ name, variable }) => saved(name, variable))),
      step: this.step,
    };
  }

  async restore({ weights, optimizer, step }: TrainerState): Promise<void> {
    await tf.setBackend(this.backend);
    const saved = new Map([...weights, ...optimizer].map((weight) => [weight.name, weight]));
    const assign = (name: string, variable: Variable) => assignSaved(variable, name, saved.get(name));
    for (const { spec, variable, slots } of this.weights) {
      assign(spec.name, variable);
      for (const slot of slots) assign(slot.name, slot.variable);
    }
    this.step = step;
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

  dispose(): Promise<void> {
    if (!this.disposed) {
      this.model.dispose();
      for (const { slots } of this.weights) tf.dispose(slots.map(({ variable }) => variable));
    }
    this.disposed = true;
    return Promise.resolve();
  }

  private tensors(inputs: Float32Array[], count: number): Tensor[] {
    return inputs.map((values, index) => tf.tensor(values, [count, ...this.inputShapes[index]!]));
  }

  /** The mean loss over the batch, the logits that it was computed from, and its gradients by variable name. */
  private differentiate({ inputs, targets, known, weights, count }: Batch) {
    const { perExample } = LOSSES[this.options.loss];
    const examples = this.tensors(inputs, count);
    const rows = (values: Float32Array) => tf.tensor2d(values, [count, values.length / count]);
    const wanted = rows(targets);
    const mask = known && rows(known);
    const factors = weights && tf.tensor1d(weights);
    let logits!: Tensor2D;
    const { value, grads } = tf.variableGrads(
      () => {
        logits = tf.keep(this.model.train(examples, `${this.options.seed}/${this.step}`));
        const losses = perExample(wanted, logits, mask);
        const mean = tf.mean(factors ? tf.mul(losses, factors) : losses);
        return tf.add<Scalar>(mean, this.model.penalty());
      },
      this.weights.map(({ variable }) => variable),
    );
    return { loss: value, logits, gradients: grads };
  }

  private update(gradients: NamedTensorMap, rate: number): void {
    const rule = UPDATE_RULES[this.options.optimizer];
    for (const { variable, slots } of this.weights) {
      const gradient = gradients[variable.name]!;
      const slotVariables = slots.map((slot) => slot.variable);
      const [weight, ...kept] = rule.update(variable, gradient, slotVariables, rate, this.step);
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

/** The values of a tensor, which is disposed of. */
async function read(tensor: Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
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
