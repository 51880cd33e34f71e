import type { Artifact } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import type { LayerRow, OutlineStage, Shape, TopBoundary, Topology } from '#graft/network';
import type { ProblemDetails } from '#graft/problems';
import type { Digest } from '#graft/storage';
import type { Cut, KerasFormat } from './export-options.js';
import type { Prediction } from './predict-scores.js';

/** What a worker is told at its start. */
export interface WorkerSettings {
  dataDir: string;
  s3?: { endpoint: string; accessKey: string; secretKey: string; bucket: string; region: string };
  maxPixels: number;
}

/** One image's labels, the best first, or why it could not be read. */
export type ImagePrediction = { predictions: Prediction[] } | { problem: ProblemDetails };

/** What changes about an artifact whose network stays. */
export interface ArtifactChanges {
  labels?: string[];
  preprocessing?: Preprocessing;
  top?: TopBoundary;
}

/** What a worker does: by name, what it is given and what it answers. Weights and files stay on its side. */
export interface ModelTasks {
  topology: { input: { artifact: Artifact }; output: Topology };
  /** Shape of what the cut puts out, free extents being null. */
  shape: { input: { artifact: Artifact; cut: Cut }; output: Shape };
  layers: { input: { artifact: Artifact }; output: LayerRow[] };
  outline: { input: { artifact: Artifact }; output: OutlineStage[] };
  /** Writes model.json to the path. */
  tfjs: { input: { artifact: Artifact; cut: Cut; path: string }; output: Digest };
  /** Writes model.onnx to the path. */
  onnx: { input: { artifact: Artifact; cut: Cut; preprocessing: boolean; path: string }; output: Digest };
  /** Writes a Keras file to the path. */
  keras: { input: { artifact: Artifact; cut: Cut; format: KerasFormat; path: string }; output: Digest };
  predict: { input: { artifact: Artifact; images: Uint8Array[] }; output: ImagePrediction[] };
  amend: { input: { artifact: Artifact; changes: ArtifactChanges }; output: Artifact };
}

/** What a worker is sent. */
export interface Order {
  name: keyof ModelTasks;
  input: ModelTasks[keyof ModelTasks]['input'];
}

/** Problems do not survive a message between threads as errors, so they travel as what they say. */
export type Outcome<T> = { value: T } | { problem: ProblemDetails };
