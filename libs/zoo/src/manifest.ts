import type { Artifact, ArtifactSummary } from '#graft/artifact';
import type { BlobRef, Digest } from '#graft/storage';
import { type Card, cardSummary, cardTitle } from '#graft/cards';

/**
 * What a version is: canonical JSON bytes in the blob store, named by their sha256. Nothing in it is decided by the
 * moment (no ids of rows, dates or version numbers), so that publishing the same thing twice makes the same manifest.
 */
export interface Manifest {
  schema: 'graft/manifest@1';
  config: ModelConfig;
  artifact: Artifact;
  /** A blob with the card's Markdown. */
  card: BlobRef;
  /** The files as they were uploaded, where there were any. */
  original: OriginalFile[];
  lineage: Lineage;
  /** Measured by the publisher, e.g. `accuracy`, `macroF1`. */
  metrics?: Record<string, number>;
  /** A blob with all that was measured, as JSON. */
  evaluation?: BlobRef;
}

/** Facts to show and to search by. */
export interface ModelConfig {
  /** `owner/name`. */
  name: string;
  title: string;
  /** First paragraph of the card, cut to 300 characters. */
  summary: string;
  /** Hugging Face's pipeline tag, e.g. `image-classification`. */
  task: string;
  license: string | null;
  tags: string[];
  /** Formats the model came in, e.g. `tfjs-layers`, `keras-hdf5`; a fine-tune has its base's. */
  formats: string[];
  /** [height, width] in pixels, empty if free or unknown. */
  inputSize: number[];
}

export interface OriginalFile {
  /** Relative path as uploaded, e.g. `model.json`. */
  path: string;
  blob: BlobRef;
}

export interface Lineage {
  /** `ref` is `owner/name@number`; the digest is the version's. */
  base?: { ref: string; digest: Digest };
  dataset?: { ref: string; digest: string };
  /** Id of the run that made it. */
  run?: string;
}

/** The facts that a card and what was measured on the network give together. */
export function configOf(name: string, card: Card, summary: ArtifactSummary, formats: string[]): ModelConfig {
  const { license, tags = [], pipeline_tag } = card.frontMatter;
  const [height, width] = summary.inputShape;
  return {
    name,
    title: cardTitle(card.body) ?? name,
    summary: cardSummary(card.body),
    task: summary.task === 'other' ? (pipeline_tag ?? 'other') : summary.task,
    license: license?.toLowerCase() ?? null,
    tags: [...new Set(tags)],
    formats,
    inputSize: summary.inputShape.length === 3 && height && width ? [height, width] : [],
  };
}

/** Every blob that a manifest needs, each once; its own is not among them. */
export function blobsOf(manifest: Manifest): BlobRef[] {
  const { topology, weights, labels, preprocessing, test } = manifest.artifact;
  const refs = [
    manifest.card,
    ...(manifest.evaluation ? [manifest.evaluation] : []),
    topology,
    ...weights.map((block) => block.blob),
    ...[labels, preprocessing, test?.image, test?.scores].filter((ref) => ref != null),
    ...manifest.original.map((file) => file.blob),
  ];
  return [...new Map(refs.map((ref) => [ref.digest, ref])).values()];
}
