import { InferenceSession as OrtSession, Tensor } from 'onnxruntime-node';
import { type Network, type Shape, writeOnnx } from '#graft/network';
import { InvalidInput } from '#graft/problems';
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
    return new OnnxSession(await create(writeOnnx(network), threads), inputShape, outputShape);
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

const create = (onnx: Uint8Array, threads: number): Promise<OrtSession> =>
  OrtSession.create(onnx, {
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Errors only: it warns in every container that does not let it pin threads.
    logSeverityLevel: 3,
  });

/** The first output of an ONNX file for one example. @param shape of the example. @throws InvalidInput naming what is wrong */
export async function runOnnxFile(onnx: Uint8Array, input: Float32Array, shape: number[]): Promise<Float32Array> {
  let session: OrtSession | undefined;
  try {
    session = await create(onnx, 1);
    const outputs = await session.run({ [session.inputNames[0]!]: new Tensor('float32', input, [1, ...shape]) });
    return outputs[session.outputNames[0]!]!.data as Float32Array;
  } catch (error) {
    throw new InvalidInput(`ONNX Runtime cannot run the file: ${(error as Error).message.split('\n')[0]}`);
  } finally {
    await session?.release();
  }
}
