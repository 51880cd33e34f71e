import { onnxRuntime } from './onnx-runtime.js';

/** An engine as `graft doctor`, `/readyz` and a run's record show it. */
export interface EngineReport {
  name: string;
  /** Of the package; null where it could not be loaded. */
  version: string | null;
  available: boolean;
  /** What it runs on, or why it cannot. */
  why: string;
  usedFor: 'inference' | 'training';
}

/** Every engine, tried here, the fastest of a use first. Loads them all: call it in a child process. */
export async function surveyEngines(): Promise<EngineReport[]> {
  return [await surveyOnnxRuntime(), ...(await surveyTfjs())];
}

async function surveyOnnxRuntime(): Promise<EngineReport> {
  const report = { name: 'onnxruntime', usedFor: 'inference' } as const;
  try {
    return { ...report, version: await onnxRuntime.version(), available: true, why: 'on the CPU' };
  } catch (error) {
    return { ...report, version: null, available: false, why: (error as Error).message };
  }
}

async function surveyTfjs(): Promise<EngineReport[]> {
  const [{ tf }, { tryBackends }] = await Promise.all([import('./tfjs/tf.js'), import('./tfjs/backend.js')]);
  const attempts = await tryBackends();
  return attempts.map(({ name, available, why }) => ({
    name,
    version: available ? tf.version_core : null,
    available,
    why,
    usedFor: 'training',
  }));
}
