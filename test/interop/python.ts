import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { machineHas, skipUnless } from '../support/require.js';

const execute = promisify(execFile);

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/graft');
/** Keras with TensorFlow, the checker of ONNX files, and what the page's code imports besides. */
const PACKAGES = ['keras==3.15.1', 'tensorflow-cpu==2.19.1', 'onnx==1.19.1', 'onnxruntime==1.32.0', 'pillow==13.0.0'];
/** Without what it names as its requirement: the TensorFlow for GPUs, another 600 MB over the same files. */
const KERAS_2 = 'tf_keras==2.19.0';

/**
 * A Python with both generations of Keras: the one that GRAFT_INTEROP_PYTHON names, or a virtual environment that is made
 * once and kept. Null, said aloud, where there is neither and pip reaches no packages.
 */
export async function pythonWithKeras(): Promise<string | null> {
  const python = machineHas(true) ? (process.env.GRAFT_INTEROP_PYTHON ?? (await virtualEnvironment())) : null;
  return skipUnless(python !== null, `Python with Keras (${[...PACKAGES, KERAS_2].join(', ')})`) ? null : python;
}

async function virtualEnvironment(): Promise<string | null> {
  const folder = join(CACHE, 'python');
  const python = join(folder, 'bin/python');
  const complete = join(folder, `complete-${createHash('sha256').update(PACKAGES.join()).digest('hex').slice(0, 16)}`);
  if (existsSync(complete)) return python;
  await mkdir(CACHE, { recursive: true });
  try {
    await execute('python3', ['-m', 'venv', '--clear', folder]);
    const install = ['-m', 'pip', 'install', '--quiet', '--retries', '1', '--timeout', '20'];
    await execute(python, [...install, ...PACKAGES]);
    await execute(python, [...install, '--no-deps', KERAS_2]);
    await mkdir(complete);
    return python;
  } catch (error) {
    console.warn(`No virtual environment for Keras: ${(error as Error).message.slice(0, 1000)}`);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    return null;
  }
}
