import { stringify } from 'yaml';
import { type Card, writeCard } from './card.js';

/** What a run knows about what it made. */
export interface FineTuneFacts {
  /** `owner/name` it is published as. */
  name: string;
  /** `ref` is null where it is private. */
  base: { ref: string | null; license: string | null };
  dataset: {
    /** Null where it is private. */
    ref: string | null;
    license: string | null;
    labels: readonly string[];
    /** Images of each part of the split. */
    images: { train: number; validation: number; test: number };
  };
  task: string;
  run: {
    /** What trained it, e.g. `TensorFlow.js WASM`. */
    engine: string;
    epochs: number;
    bestEpoch: number;
  };
  /** Every setting with its value, defaults too. */
  recipe: object;
  evaluation: FineTuneEvaluation;
}

/** Measured on the test split, which training never saw. */
export interface FineTuneEvaluation {
  images: number;
  accuracy: number;
  accuracyRange: { low: number; high: number };
  macroF1: number;
  /** Answering the largest class of the training images every time. */
  baseline: { label: string; accuracy: number };
  classes: readonly { label: string; precision: number; recall: number; f1: number; support: number }[];
  /** [true class][answered class] → images, in the order of `classes`. */
  confusion: readonly (readonly number[])[];
  mostWrong: readonly { name: string; true: string; predicted: string; probability: number }[];
  note: string | null;
}

/** More columns than this are not readable on a page; the confused pairs are listed instead. */
const WIDEST_MATRIX = 15;

/**
 * The model card of a fine-tune, under its base's licence unless its publisher writes another. It names nothing private,
 * whoever may read it now: a model can be made public later. The version's lineage tells more to those who may see it.
 */
export function fineTuneCard(facts: FineTuneFacts): string {
  return writeCard({ frontMatter: frontMatterOf(facts), body: bodyOf(facts) });
}

function frontMatterOf({ name, base, dataset, task, evaluation }: FineTuneFacts): Card['frontMatter'] {
  return {
    license: base.license ?? undefined,
    tags: ['graft', 'fine-tuned'],
    base_model: base.ref ?? undefined,
    datasets: dataset.ref === null ? undefined : [dataset.ref],
    metrics: ['accuracy', 'f1'],
    pipeline_tag: task,
    library_name: 'graft',
    'model-index': [
      {
        name,
        results: [
          {
            task: { type: task },
            dataset: { name: dataset.ref ?? 'private', type: dataset.ref ?? 'private', split: 'test' },
            metrics: [
              { type: 'accuracy', value: evaluation.accuracy },
              { type: 'f1', name: 'Macro F1', value: evaluation.macroF1 },
            ],
          },
        ],
      },
    ],
  };
}

function bodyOf(facts: FineTuneFacts): string {
  const { name, base, dataset, run, recipe } = facts;
  const { train, validation, test } = dataset.images;
  const baseName = base.ref ?? 'a private model';
  const dataName = dataset.ref ?? `a private data set of ${train + validation + test} images`;
  const labels = dataset.labels.map((label) => `\`${label}\``).join(', ');
  return [
    `# ${name.split('/')[1]}`,
    `Tells ${dataset.labels.length} classes of images apart: ${cell(shortList(dataset.labels))}. A fine-tune of ${baseName} on ${dataName}.`,
    evaluationSection(facts),
    `## Data\n\n${dataset.ref ?? 'A private data set'}: ${train} images to train on, ${validation} to choose the best epoch by, ${test} kept back for the evaluation. Licence: ${dataset.license ?? 'not stated'}.\n\nLabels, in the order of the outputs: ${labels}.`,
    `## Training\n\nOn ${run.engine}: ${run.epochs} epochs, of which number ${run.bestEpoch} was the best and was kept.\n\n\`\`\`yaml\n${stringify(recipe).trim()}\n\`\`\``,
    `## Lineage\n\n- Base: ${baseName}, licence ${base.license ?? 'not stated'}\n- Data set: ${dataName}`,
    useSection(name),
  ].join('\n\n');
}

function evaluationSection({ dataset, evaluation }: FineTuneFacts): string {
  const { images, accuracy, accuracyRange, macroF1, baseline, classes, mostWrong, note } = evaluation;
  const range = `95 % interval ${percent(accuracyRange.low)} to ${percent(accuracyRange.high)}`;
  const scores = table(
    ['', 'value'],
    [
      ['accuracy', `${percent(accuracy)} (${range})`],
      ['macro F1', percent(macroF1)],
      [`baseline: always "${baseline.label}"`, percent(baseline.accuracy)],
    ],
  );
  const perClass = table(
    ['class', 'precision', 'recall', 'F1', 'images'],
    classes.map(({ label, precision, recall, f1, support }) => [
      label,
      percent(precision),
      percent(recall),
      percent(f1),
      String(support),
    ]),
  );
  const wrong = table(
    ['image', 'is', 'answered', 'with'],
    mostWrong.map((answer, index) => [
      dataset.ref === null ? String(index + 1) : answer.name,
      answer.true,
      answer.predicted,
      percent(answer.probability),
    ]),
  );
  return [
    `## Evaluation\n\nOn ${images} images that training never saw, looked at once.${note ? ` ${note}` : ''}`,
    scores,
    perClass,
    `### Confusion\n\n${confusionTable(evaluation)}`,
    ...(mostWrong.length > 0 ? [`### Most wrong\n\n${wrong}`] : []),
  ].join('\n\n');
}

function confusionTable({ classes, confusion }: FineTuneEvaluation): string {
  const labels = classes.map(({ label }) => label);
  if (labels.length <= WIDEST_MATRIX)
    return table(
      ['is ↓ answered →', ...labels],
      confusion.map((row, index) => [labels[index]!, ...row.map(String)]),
    );
  const pairs = confusion
    .flatMap((row, is) => row.map((count, answered) => ({ is, answered, count })))
    .filter(({ is, answered, count }) => is !== answered && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, WIDEST_MATRIX);
  return table(
    ['is', 'answered', 'images'],
    pairs.map(({ is, answered, count }) => [labels[is]!, labels[answered]!, String(count)]),
  );
}

function useSection(name: string): string {
  return `## Use

\`\`\`sh
graft predict ${name} photo.jpg
graft pull ${name} --format tfjs    # or keras, onnx; --no-top for the features alone
\`\`\`

The preprocessing of training is stored with the model and travels with every export.`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

const cell = (text: string) => text.replace(/\s+/g, ' ').replace(/[|<>]/g, '\\$&');

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function shortList(labels: readonly string[]): string {
  return labels.length <= 8 ? labels.join(', ') : `${labels.slice(0, 7).join(', ')} and ${labels.length - 7} more`;
}
