import { stringify } from 'yaml';
import { type Card, writeCard } from './card.js';

/** What a run knows about what it made. */
export interface FineTuneFacts {
  /** `owner/name` it is published as. */
  name: string;
  /** `ref` is null if it is private. */
  base: { ref: string | null; license: string | null };
  dataset: {
    /** Null if it is private. */
    ref: string | null;
    license: string | null;
    labels: readonly string[];
    /** Images of each part of the split. */
    images: { train: number; validation: number; test: number };
  };
  task: TaskCard;
  run: {
    /** What trained it, e.g. `TensorFlow.js WASM`. */
    engine: string;
    epochs: number;
    bestEpoch: number;
  };
  /** Every setting with its value, defaults too. */
  recipe: object;
}

/** What a task says of a model on its card. */
export interface TaskCard {
  /** Hugging Face's pipeline tag. */
  task: string;
  /** What the model does, in a sentence. */
  summary: string;
  /** Measured on the test split, which training never saw, by Hugging Face's names of metrics. */
  metrics: { type: string; name?: string; value: number }[];
  /** Markdown of the section on the evaluation. */
  evaluation: string;
}

/**
 * The model card of a fine-tune, under its base's licence unless its publisher writes another. It names nothing private,
 * also for a private model, which can be made public later. The lineage of the version has more for callers who may see it.
 */
export function fineTuneCard(facts: FineTuneFacts): string {
  return writeCard({ frontMatter: frontMatterOf(facts), body: bodyOf(facts) });
}

function frontMatterOf({ name, base, dataset, task: { task, metrics } }: FineTuneFacts): Card['frontMatter'] {
  return {
    license: base.license ?? undefined,
    tags: ['graft', 'fine-tuned'],
    base_model: base.ref ?? undefined,
    datasets: dataset.ref === null ? undefined : [dataset.ref],
    metrics: metrics.map(({ type }) => type),
    pipeline_tag: task,
    library_name: 'graft',
    'model-index': [
      {
        name,
        results: [
          {
            task: { type: task },
            dataset: { name: dataset.ref ?? 'private', type: dataset.ref ?? 'private', split: 'test' },
            metrics,
          },
        ],
      },
    ],
  };
}

function bodyOf(facts: FineTuneFacts): string {
  const { name, base, dataset, task, run, recipe } = facts;
  const { train, validation, test } = dataset.images;
  const baseName = base.ref ?? 'a private model';
  const dataName = dataset.ref ?? `a private data set of ${train + validation + test} images`;
  const labels = dataset.labels.map((label) => `\`${label}\``).join(', ');
  return [
    `# ${name.split('/')[1]}`,
    `${task.summary} Fine-tuned from ${baseName} on ${dataName}.`,
    task.evaluation,
    `## Data\n\n${dataset.ref ?? 'A private data set'}: ${train} images for training, ${validation} for choosing the best epoch, ${test} for the evaluation. Licence: ${dataset.license ?? 'not stated'}.\n\nLabels, in the order of the outputs: ${labels}.`,
    `## Training\n\nEngine: ${run.engine}. ${run.epochs} epochs; the weights are those of the best one, epoch ${run.bestEpoch}.\n\n\`\`\`yaml\n${stringify(recipe).trim()}\n\`\`\``,
    `## Lineage\n\n- Base: ${baseName}, licence ${base.license ?? 'not stated'}\n- Data set: ${dataName}`,
    useSection(name),
  ].join('\n\n');
}

function useSection(name: string): string {
  return `## Use

\`\`\`sh
graft predict ${name} photo.jpg
graft pull ${name} --format tfjs    # or keras, onnx; --no-top for features only
\`\`\`

The preprocessing of the training is stored with the model and included in every export.`;
}
