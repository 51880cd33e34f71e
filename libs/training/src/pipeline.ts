import { type Artifact, storeReplay } from '#graft/artifact';
import { TrainingFailed } from '#graft/problems';
import { openBlobStore } from '#graft/storage';
import type { Emit, RunInput } from './run-input.js';
import { check, type Disagreement } from './steps/check.js';
import { store } from './steps/store.js';
import { evaluateSuffix, type RunEvaluation } from './steps/evaluate.js';
import { extract } from './steps/extract.js';
import { fitSuffix } from './steps/fit.js';
import { resolve } from './steps/resolve.js';
import { split } from './steps/split.js';
import { taskNamed } from './tasks/index.js';

export interface RunResult {
  artifact: Artifact;
  evaluation: RunEvaluation;
}

/**
 * A run from base and images to a new model. Each step can be repeated without harm: what it stores is named by its
 * content, and what was extracted or learnt before is taken up again. It succeeds only if the model as stored answers as it
 * was evaluated. If it does not, cached features of other code may be why: they are deleted, and the run begins anew, once.
 * @throws TrainingFailed if the model still answers otherwise
 */
export async function runPipeline(input: RunInput, emit: Emit): Promise<RunResult> {
  const { base, items, labels, recipe, config } = input;
  const task = taskNamed(input.task);
  const blobs = openBlobStore(config);
  const step = async <T>(name: string, work: () => Promise<T> | T): Promise<T> => {
    await emit('step', { step: name, state: 'started' });
    const startedAt = performance.now();
    const result = await work();
    await emit('step', { step: name, state: 'done', seconds: (performance.now() - startedAt) / 1000 });
    return result;
  };

  const resolved = await step('resolve', () => resolve(blobs, base, recipe));
  const parts = await step('split', () => split(task, items, labels, recipe));
  for (const names of parts.conflicts) {
    await emit('log', { message: `The same picture has different labels: ${names.join(', ')}.` });
  }

  const learn = async (checkpoint: RunInput['checkpoint']): Promise<RunResult | Disagreement> => {
    const cache = await step('extract', () => extract(items, resolved, config, emit));
    const learnt = await step('fit', () =>
      fitSuffix(task, { ...input, checkpoint }, resolved, parts, cache, blobs, emit),
    );
    const evaluated = await step('evaluate', () => evaluateSuffix(task, learnt.suffix, labels, parts, cache));
    return step('assemble', async () => {
      const stored = await store(task.name, blobs, base, resolved, learnt, labels);
      const { disagreement, test } = await check(blobs, stored, labels, evaluated, cache, config);
      if (disagreement) cache.clear();
      else cache.close();
      if (disagreement) return disagreement;
      return { artifact: { ...stored, test: await storeReplay(blobs, test) }, evaluation: evaluated.evaluation };
    });
  };

  const first = await learn(input.checkpoint);
  if ('artifact' in first) return first;
  await emit('log', { message: `${sentence(first)} The cached features are deleted, and the run starts again.` });
  const second = await learn(null); // a checkpoint has learnt from those features
  if ('artifact' in second) return second;
  throw new TrainingFailed(
    `${sentence(second)} The run ends without a model, because its evaluation would be wrong. This is a fault in Graft. ` +
      `Please report it with the base and the recipe.`,
    { where: second.image, received: second.answered, accepted: second.evaluated },
  );
}

const sentence = ({ image, label, evaluated, answered }: Disagreement) =>
  `The stored model does not give the evaluated probabilities: for ${image} and ${label} it gives ${answered.toPrecision(3)} ` +
  `instead of ${evaluated.toPrecision(3)}.`;
