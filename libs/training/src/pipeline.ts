import type { Artifact } from '#graft/artifact';
import { onnxRuntime, pickTrainingEngine } from '#graft/engine';
import { openBlobStore } from '#graft/storage';
import type { Emit, RunInput } from './run-input.js';
import { assemble } from './steps/assemble.js';
import { evaluateHead, type RunEvaluation } from './steps/evaluate.js';
import { extract } from './steps/extract.js';
import { fitHead } from './steps/fit.js';
import { resolve } from './steps/resolve.js';
import { split } from './steps/split.js';

export interface RunResult {
  artifact: Artifact;
  evaluation: RunEvaluation;
}

/** Which engine ran what, and why. */
export interface RunEngines {
  inference: string;
  training: string;
  why: string;
}

/**
 * A run from base and images to a new model. Each step can be repeated without harm: what it stores is named by its
 * content, and what was extracted or learnt before is taken up again.
 */
export async function runPipeline(input: RunInput, emit: Emit): Promise<RunResult> {
  const { base, items, labels, recipe, config } = input;
  const blobs = openBlobStore(config);
  const step = async <T>(name: string, work: () => Promise<T> | T): Promise<T> => {
    await emit('step', { step: name, state: 'started' });
    const startedAt = performance.now();
    const result = await work();
    await emit('step', { step: name, state: 'done', seconds: (performance.now() - startedAt) / 1000 });
    return result;
  };

  const frozen = await step('resolve', () => resolve(blobs, base, recipe));
  const parts = await step('split', () => split(items, labels, recipe));
  for (const names of parts.conflicts) {
    await emit('log', { message: `The same picture has different labels: ${names.join(', ')}.` });
  }
  const cache = await step('extract', () => extract(items, frozen, config, emit));
  const head = await step('fit', async () => {
    const { engine, why } = await pickTrainingEngine();
    const engines: RunEngines = { inference: onnxRuntime.name, training: engine.name, why };
    await emit('engine', engines);
    return fitHead(input, frozen, parts, cache, engine, blobs, emit);
  });
  const evaluation = await step('evaluate', () => evaluateHead(head, labels, parts, cache));
  cache.close();
  const artifact = await step('assemble', () => assemble(blobs, frozen, head, labels));
  return { artifact, evaluation };
}
