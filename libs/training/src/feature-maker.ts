import { arch, cpus } from 'node:os';
import { codeDigest } from '#graft/artifact';
import { onnxRuntime } from '#graft/engine';
import { decoderVersions } from '#graft/images';

/** All that decides the values of features besides network, preprocessing and image. */
export interface FeatureMaker {
  /** Digest of the sources that decode, lower and run. */
  code: string;
  inference: string;
  /** Versions of the libraries that decode and resize. */
  images: Record<string, string>;
  /** ONNX Runtime and libvips choose their kernels by it; they differ in the last bits. */
  processor: string;
}

/** What makes features in this process. */
export async function featureMaker(): Promise<FeatureMaker> {
  return {
    code: codeDigest('features'),
    inference: `${onnxRuntime.name} ${await onnxRuntime.version()}`,
    images: decoderVersions(),
    processor: `${arch()} ${cpus()[0]?.model ?? ''}`.trim(),
  };
}
