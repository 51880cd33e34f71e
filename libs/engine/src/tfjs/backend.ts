import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { replaceWasmMatMul } from './kernels.js';
import { tf } from './tf.js';

const require = createRequire(import.meta.url);

/** TF.js' own names. */
export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

/** Whether a backend works here. */
export interface BackendAttempt {
  available: boolean;
  /** What it runs on, or why it cannot. */
  why: string;
}

/** Each registers its backend and returns what it runs on. It throws where it cannot. */
const REGISTER: Record<BackendName, () => string | Promise<string>> = {
  tensorflow: registerNodeGpu,
  wasm: registerWasm,
  cpu: registerCpu,
};

/** Optional, so its types may be absent: a name that tsc does not resolve. */
const NODE_GPU: string = '@tensorflow/tfjs-node-gpu';

/** Node took functions of `util` away that tfjs-node-gpu 4.22 calls (isNullOrUndefined and its like). */
const NODE_WITHOUT_UTIL_TYPE_CHECKS = 23;

const attempts = new Map<BackendName, Promise<BackendAttempt>>();

/** Tries a backend, once per process. */
export function tryBackend(backend: BackendName): Promise<BackendAttempt> {
  const tried = attempts.get(backend) ?? attempt(backend);
  attempts.set(backend, tried);
  return tried;
}

async function attempt(backend: BackendName): Promise<BackendAttempt> {
  try {
    const why = await REGISTER[backend]();
    if (await tf.setBackend(backend)) return { available: true, why };
    return { available: false, why: 'TF.js could not start it' };
  } catch (error) {
    return { available: false, why: (error as Error).message.split('\n')[0]!.trim() };
  }
}

async function registerNodeGpu(): Promise<string> {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NODE_WITHOUT_UTIL_TYPE_CHECKS) {
    throw new Error(`breaks on Node 23 and later, and this is Node ${process.versions.node}; use Node 22`);
  }
  if (!hasLibrary(NODE_GPU)) throw new Error('not installed, or without its native library');
  try {
    await import(NODE_GPU);
  } catch (error) {
    throw new Error(`not for this machine (${reasonOf(error)})`, { cause: error });
  }
  return 'native TensorFlow, on the GPU where it sees one';
}

/** Asked first, since the package would load all of TF.js, in 0.3 s, only to say that it has none. */
function hasLibrary(name: string): boolean {
  try {
    return existsSync(join(dirname(require.resolve(`${name}/package.json`)), 'lib'));
  } catch {
    return false; // no such package
  }
}

/** The message of the error without the path at its end, which is only useful on this machine. */
const reasonOf = (error: unknown) =>
  (error as Error).message
    .split('\n')[0]!
    .replace(/( at path)?:? *(\/|[A-Z]:\\)\S+/, '')
    .trim();

function registerWasm(): string {
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '..', 'wasm-out') + sep);
  replaceWasmMatMul();
  return 'WebAssembly with SIMD, on one thread';
}

async function registerCpu(): Promise<string> {
  await import('@tensorflow/tfjs-backend-cpu');
  return 'plain JavaScript, many times slower than WASM';
}
