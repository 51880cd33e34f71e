import { onnxRuntime } from './onnx-runtime.js';
import { TRAINING_ENGINES } from './pick.js';
import type { EngineProbe } from './training.js';

/** An engine as `graft doctor`, `/readyz` and a run's record show it. */
export interface EngineReport extends EngineProbe {
  name: string;
  usedFor: 'inference' | 'training';
}

/** Every engine, tried here, the fastest of a use first. Loads them all: call it in a child process. */
export async function surveyEngines(): Promise<EngineReport[]> {
  const reports: EngineReport[] = [{ name: onnxRuntime.name, ...(await probeOnnxRuntime()), usedFor: 'inference' }];
  for (const engine of TRAINING_ENGINES) {
    reports.push({ name: engine.name, ...(await engine.probe()), usedFor: 'training' });
  }
  return reports;
}

async function probeOnnxRuntime(): Promise<EngineProbe> {
  try {
    return { version: await onnxRuntime.version(), available: true, why: 'on the CPU' };
  } catch (error) {
    return { version: null, available: false, why: (error as Error).message };
  }
}
