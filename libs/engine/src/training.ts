import type { Network, Weight } from '#graft/network';

export type OptimizerName = 'adam' | 'sgd' | 'momentum' | 'rmsprop';
export type LossName = 'categorical-crossentropy' | 'binary-crossentropy';

export interface TrainerOptions {
  optimizer: OptimizerName;
  loss: LossName;
  /** Seeds dropout, per step and layer. */
  seed: number;
}

/** Examples for one step. All values are packed float32. */
export interface Batch {
  count: number;
  /** One per input of the network, in their order: [count, ...input]. */
  inputs: Float32Array[];
  /** [count, outputs]: what the network should answer, each in [0, 1]. */
  targets: Float32Array;
  /**
   * [count, outputs]: 1 where the target is known; 0 where it is not, so that it adds nothing to the loss. Null if all
   * are known, as they must be for categorical-crossentropy.
   */
  known: Float32Array | null;
  /** [count]: a factor of each example's loss; null for 1. */
  weights: Float32Array | null;
}

/** What one step came to, or several that an engine took at once. */
export interface StepsTaken {
  /** Examples of these steps. */
  count: number;
  /** Mean over the examples, their weights and the layers' weight penalties included. */
  loss: number;
  /** [count, outputs]: what the network answered before it learnt from them, dropout applied, in the order of the examples. */
  outputs: Float32Array;
}

/** Everything that a trainer needs to go on as if it had never stopped. */
export interface TrainerState {
  weights: Weight[];
  optimizer: Weight[];
  step: number;
}

/** Whether an engine runs on this machine. */
export interface EngineProbe {
  available: boolean;
  /** Of its library; null if it could not be loaded. */
  version: string | null;
  /** What it runs on, or why it cannot. */
  why: string;
}

/**
 * Trains networks: a new head, or as many layers below it as a run unfreezes. It loads its libraries inside these methods,
 * so that a machine without them loses this engine alone. `testing/training-engine-contract.ts` is what each must pass.
 */
export interface TrainingEngine {
  readonly name: string;
  /** Loads its libraries: call it in a child process. */
  probe(): Promise<EngineProbe>;
  /**
   * Why it cannot train this network with these options, in words for users; null if it can.
   * @throws InvalidInput where no engine could
   */
  refuses(network: Network, options: TrainerOptions): Promise<string | null>;
  /** For a network that it does not refuse. */
  trainer(network: Network, options: TrainerOptions): Promise<Trainer>;
}

/**
 * Trains the layers of one network that are trainable, and leaves the others as they are. Batch normalisation uses its stored
 * averages, in training too. Same network, options and batches: same numbers.
 */
export interface Trainer {
  /**
   * Takes one step per batch, in their order. An engine may take several steps before it yields.
   * @param rateOf the learning rate of each batch, from 0
   */
  train(batches: Iterable<Batch>, rateOf: (batch: number) => number): AsyncIterable<StepsTaken>;
  /**
   * Outputs in inference mode: [count, outputs].
   * @param inputs as in `Batch`
   */
  predict(inputs: Float32Array[], count: number): Promise<Float32Array>;
  /** May be read at any time between steps, before the first as well. */
  state(): Promise<TrainerState>;
  /** @throws InvalidInput where the state is of another network or optimiser. */
  restore(state: TrainerState): Promise<void>;
  /** The network with the weights as they are now, each in its own shape and place. */
  network(): Promise<Network>;
  /** Frees what it holds; the second time does nothing. */
  dispose(): Promise<void>;
}
