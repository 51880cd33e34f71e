import type { Network, Weight } from '#graft/network';

export type OptimizerName = 'adam' | 'sgd' | 'momentum' | 'rmsprop';
export type LossName = 'categorical-crossentropy' | 'binary-crossentropy';

export interface TrainerOptions {
  optimizer: OptimizerName;
  learningRate: number;
  loss: LossName;
  /** Seeds dropout, per step and layer. */
  seed: number;
}

export interface BatchResult {
  /** Mean over the batch, sample weights applied. */
  loss: number;
  /** How many of the batch were right. */
  correct: number;
}

/** Everything that a trainer needs to go on as if it had never stopped. */
export interface TrainerState {
  weights: Weight[];
  optimizer: Weight[];
  step: number;
}

/** Trains all trainable layers of a network. */
export interface TrainingEngine {
  readonly name: string;
  trainer(network: Network, options: TrainerOptions): Promise<Trainer>;
}

export interface Trainer {
  /** One step. x: [count, ...input], y: [count, classes], sampleWeights: [count], packed float32. */
  trainBatch(x: Float32Array, y: Float32Array, sampleWeights: Float32Array | null, count: number): Promise<BatchResult>;
  /** Outputs in inference mode: [count, classes]. */
  predict(x: Float32Array, count: number): Promise<Float32Array>;
  setLearningRate(rate: number): void;
  state(): Promise<TrainerState>;
  restore(state: TrainerState): Promise<void>;
  /** The network with the weights as they are now. */
  network(): Promise<Network>;
  dispose(): void;
}
