import type { Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import type { InferenceEngine, InferenceSession } from '../inference.js';
import { soleInputAndOutput } from '../input-output.js';
import type { TfjsModel } from './model.js';

/**
 * Runs a network forward on TF.js' WASM backend, which knows nothing of our lowering to ONNX: what both answer alike is
 * right. Several times slower than ONNX Runtime.
 * @throws InvalidInput for a layer that TF.js has no equivalent of or no kernel for, or unless the network has one input of
 *   a known size and one output
 */
export const tfjs: InferenceEngine = {
  name: 'tfjs-wasm',
  async version() {
    return (await import('./tf.js')).tf.version_core;
  },
  async load(network: Network): Promise<InferenceSession> {
    const { inputShape, outputShape } = soleInputAndOutput(network);
    const [{ tryBackend }, { tf }, { TfjsModel: Model }] = await Promise.all([
      import('./backend.js'),
      import('./tf.js'),
      import('./model.js'),
    ]);
    const { available, why } = await tryBackend('wasm');
    if (!available) throw new Error(`TF.js has no WASM backend here: ${why}`);
    const model = await Model.load(network);
    return {
      inputShape,
      outputShape,
      async run(input, count) {
        await tf.setBackend('wasm');
        return tf.tidy(() =>
          inferred(model, tf.tensor(input, [count, ...inputShape]))
            .dataSync()
            .slice(),
        ) as Float32Array;
      },
      dispose: () => Promise.resolve(model.dispose()),
    };
  },
};

/** @throws InvalidInput naming a kernel that the backend lacks */
function inferred(model: TfjsModel, input: Tensor): Tensor {
  try {
    return model.infer([input]);
  } catch (error) {
    const [, kernel] = /Kernel '(\w+)' not registered/.exec((error as Error).message) ?? [];
    if (!kernel) throw error;
    throw new InvalidInput(`TF.js lacks the kernel ${kernel} on WASM.`, { where: 'tfjs-wasm', received: kernel });
  }
}
