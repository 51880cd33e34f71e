import type { Preprocessing } from '#graft/images';
import type { Network, OutlineStage, StoredType, TopBoundary } from '#graft/network';
import type { BlobRef, Digest } from '#graft/storage';
import type { Replay } from './replay.js';

/** What is stored. */
export interface ArtifactParts {
  network: Network;
  /** One per output, in order, or two for a single output; null if unknown. */
  labels: string[] | null;
  preprocessing: Preprocessing | null;
  top: TopBoundary | null;
  /** See `Artifact`. */
  cut?: string;
  task: ArtifactSummary['task'];
  /** What it answers to the test image: see `replay`. Null if it was not tested. */
  test: Replay | null;
}

/** One blob holding the weights of a block of layers. */
export interface WeightBlock {
  blob: BlobRef;
  tensors: { name: string; shape: number[]; stored: StoredType; offset: number; bytes: number }[];
}

/**
 * A model as stored: what a run makes, what a version names. Its digest is over topology, weights, labels and
 * preprocessing alone: no ids, dates, timings or card.
 */
export interface Artifact {
  artifactDigest: Digest;
  topology: BlobRef;
  weights: WeightBlock[];
  /** A blob with a JSON array of names, one per output. */
  labels: BlobRef | null;
  /** A blob with a JSON Preprocessing; null if unknown. */
  preprocessing: BlobRef | null;
  top: TopBoundary | null;
  /**
   * A layer below the top boundary, onto which new heads are better grafted, as the publisher found: what lies above it
   * has learnt one task too well. Left out where heads take the place of the top.
   */
  cut?: string;
  /**
   * The test image, and a blob with a JSON array of what the model answered to it, one score per output unit. Null if the
   * model takes no images or is too large to be tested; versions of an earlier Graft lack it.
   */
  test?: { image: BlobRef; scores: BlobRef } | null;
  summary: ArtifactSummary;
}

/** Small facts to show and to search by, so that nothing need be opened for them. */
export interface ArtifactSummary {
  task: 'image-classification' | 'multi-label-image-classification' | 'feature-extraction' | 'other';
  /** Keras' name of the architecture where it is recognised, e.g. MobileNetV2. */
  architecture: string | null;
  inputShape: (number | null)[];
  outputShape: (number | null)[];
  layers: number;
  parameters: number;
  /** Parameters below the top boundary. */
  backboneParameters: number | null;
  /** Stored bytes of all weights. */
  weightBytes: number;
  labelCount: number | null;
  /** The feature maps to draw it by; earlier versions lack it. */
  outline?: OutlineStage[];
}

export type { Preprocessing };
