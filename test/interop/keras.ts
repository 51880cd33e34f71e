import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWithKeras } from './python.js';

const execute = promisify(execFile);

/** Python packages: Keras 3, and Keras 2 as it lives on. */
export const generations = ['keras', 'tf_keras'] as const;
export type Generation = (typeof generations)[number];

/** A packed float32 array with its shape, batch included. */
export interface Numbers {
  shape: number[];
  data: Float32Array;
}

/** A file to load; or to make first, of an application with random weights. */
export interface KerasTask {
  file: string;
  inputs: Numbers[];
  /** Arguments of Keras' own builder beside its name. */
  build?: { name: string; weights_only: boolean } & Record<string, unknown>;
}

export interface KerasResult {
  outputs: Numbers[];
  parameters: number;
  /** Names of those that have weights. */
  layers: string[];
  /** What Keras said instead. */
  error?: string;
}

interface Packed {
  shape: number[];
  data: string;
}

/** Keras in Python, a process for each generation. */
export class Keras {
  private constructor(private readonly python: string) {}

  /** Null, said aloud, if there is none. */
  static async find(): Promise<Keras | null> {
    const python = await pythonWithKeras();
    return python === null ? null : new Keras(python);
  }

  /** Both generations at once. @returns by file what its model computes from its inputs, or why not. */
  async run(tasks: Record<Generation, KerasTask[]>): Promise<Record<Generation, Map<string, KerasResult>>> {
    const [keras, tf_keras] = await Promise.all(generations.map((each) => this.runOne(each, tasks[each])));
    return { keras: keras!, tf_keras: tf_keras! };
  }

  /** @returns by file what ONNX' own checker says of it, with its inference of shapes; null for nothing. */
  async checkOnnx(files: string[]): Promise<Map<string, string | null>> {
    const script = join(import.meta.dirname, 'onnx_check.py');
    const { stdout } = await execute(this.python, [script, ...files], { maxBuffer: 2 ** 26 });
    return new Map(Object.entries(JSON.parse(stdout) as Record<string, string | null>));
  }

  private async runOne(generation: Generation, tasks: KerasTask[]): Promise<Map<string, KerasResult>> {
    const folder = await mkdtemp(join(tmpdir(), 'graft-keras-'));
    try {
      const [tasksPath, resultsPath] = [join(folder, 'tasks.json'), join(folder, 'results.json')];
      await writeFile(tasksPath, JSON.stringify(tasks.map((task) => ({ ...task, inputs: task.inputs.map(packed) }))));
      const script = join(import.meta.dirname, 'keras_files.py');
      const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', KERAS_BACKEND: 'tensorflow', CUDA_VISIBLE_DEVICES: '' };
      await execute(this.python, [script, generation, tasksPath, resultsPath], { env, maxBuffer: 2 ** 26 });
      const results = JSON.parse(await readFile(resultsPath, 'utf8')) as (KerasResult & { outputs?: Packed[] })[];
      return new Map(
        results.map((result, i) => [tasks[i]!.file, { ...result, outputs: (result.outputs ?? []).map(unpacked) }]),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

const packed = ({ shape, data }: Numbers): Packed => ({
  shape,
  data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
});

function unpacked({ shape, data }: Packed): Numbers {
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  return { shape, data: new Float32Array(bytes.buffer) };
}
