import { InferenceSession as OrtSession, Tensor } from 'onnxruntime-node';
import { type Network, type Shape, writeOnnx } from '#graft/network';
import type { InferenceSession } from './inference.js';
import { soleInputAndOutput } from './input-output.js';

/** A network in ONNX Runtime, for batches of any size. */
export class OnnxSession implements InferenceSession {
  private constructor(
    private readonly session: OrtSession,
    readonly inputShape: number[],
    readonly outputShape: Shape,
  ) {}

  static async open(network: Network, threads: number): Promise<OnnxSession> {
    const { inputShape, outputShape } = soleInputAndOutput(network);
    const session = await OrtSession.create(writeOnnx(network), {
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Errors only: it warns in every container that does not let it pin threads.
      logSeverityLevel: 3,
    });
    return new OnnxSession(session, inputShape, outputShape);
  }

  async run(input: Float32Array, count: number): Promise<Float32Array> {
    const [inputName, outputName] = [this.session.inputNames[0]!, this.session.outputNames[0]!];
    const feeds = { [inputName]: new Tensor('float32', input, [count, ...this.inputShape]) };
    const outputs = await this.session.run(feeds);
    return outputs[outputName]!.data as Float32Array;
  }

  dispose(): Promise<void> {
    return this.session.release();
  }
}
