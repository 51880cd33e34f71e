import { type Network, inferShapes, sizeOf } from '#graft/network';
import { Problem } from '#graft/problems';
import type { Batch, EngineProbe, Trainer, TrainerOptions, TrainingEngine } from '../training.js';
import type { BackendName } from './backend.js';

/** TF.js on one of its backends. It trains the layers whose forward and derivative that backend has kernels for. */
class TfjsEngine implements TrainingEngine {
  constructor(
    readonly name: string,
    private readonly backend: BackendName,
  ) {}

  async probe(): Promise<EngineProbe> {
    const [{ tryBackend }, { tf }] = await Promise.all([import('./backend.js'), import('./tf.js')]);
    const { available, why } = await tryBackend(this.backend);
    return { available, version: available ? tf.version_core : null, why };
  }

  /** Tries one step on one example: which kernels a derivative needs is known to TF.js alone. */
  async refuses(network: Network, options: TrainerOptions): Promise<string | null> {
    let trainer: Trainer | undefined;
    try {
      trainer = await this.trainer(network, options);
      for await (const _ of trainer.train([emptyExample(network)], () => 0));
      return null;
    } catch (error) {
      if (error instanceof Problem) throw error;
      return reasonOf(error as Error);
    } finally {
      await trainer?.dispose();
    }
  }

  async trainer(network: Network, options: TrainerOptions): Promise<Trainer> {
    await this.probe();
    const { TfjsTrainer } = await import('./trainer.js');
    return TfjsTrainer.create(network, options, this.backend);
  }
}

export const tfjsNodeGpu: TrainingEngine = new TfjsEngine('tfjs-node-gpu', 'tensorflow');
export const tfjsWasm: TrainingEngine = new TfjsEngine('tfjs-wasm', 'wasm');
export const tfjsCpu: TrainingEngine = new TfjsEngine('tfjs-cpu', 'cpu');

/** Zeros in, zeros wanted. */
function emptyExample(network: Network): Batch {
  const shapes = inferShapes(network);
  const [inputs, [targets]] = [network.inputs, network.outputs].map((refs) =>
    refs.map((ref) => new Float32Array(sizeOf(shapes.of(ref).map((extent) => extent!)))),
  ) as [Float32Array[], [Float32Array]];
  return { count: 1, inputs, targets, known: null, weights: null };
}

function reasonOf({ message }: Error): string {
  const [, kernel] = /Kernel '(\w+)' not registered/.exec(message) ?? [];
  return kernel ? `TF.js lacks the kernel ${kernel} there` : message.split('\n')[0]!.trim();
}
