import type { Artifact, Replay } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import type { LayerRow, OutlineStage, Shape, TopBoundary } from '#graft/network';
import type { ProblemDetails } from '#graft/problems';
import type { Digest } from '#graft/storage';
import type { Cut } from '../exports/cut.js';
import type { ExportOptions } from '../exports/formats/index.js';
import type { Prediction } from '../predictions/scores.js';

/** What a process is told at its start. */
export interface ModelSettings {
  dataDir: string;
  s3?: { endpoint: string; accessKey: string; secretKey: string; bucket: string; region: string };
  /** Processor threads of its own. */
  threads: number;
}

/** One image's labels, the best first, or why it could not be read. */
export type ImagePrediction = { predictions: Prediction[] } | { problem: ProblemDetails };

/** What changes about an artifact whose network stays. */
export interface ArtifactChanges {
  labels?: string[];
  preprocessing?: Preprocessing;
  top?: TopBoundary;
}

/** A file of an export format, of a cut of a model. */
export interface WantedFile {
  /** The format's name. */
  format: string;
  extension: string;
  cut: Cut;
  options: ExportOptions;
}

/** What a process does: by name, what it is given and what it answers. Weights and files stay on its side. */
export interface ModelTasks {
  /** Shape of what the cut puts out, free extents being null. */
  shape: { input: { artifact: Artifact; cut: Cut }; output: Shape };
  layers: { input: { artifact: Artifact }; output: LayerRow[] };
  outline: { input: { artifact: Artifact }; output: OutlineStage[] };
  /** Writes a file of a format to the path. */
  export: { input: { artifact: Artifact; wanted: WantedFile; path: string }; output: Digest };
  /** @param images paths of files; @param maxPixels of one image */
  predict: { input: { artifact: Artifact; images: string[]; maxPixels: number }; output: ImagePrediction[] };
  /** What a cut of the model answers to the test image. */
  test: { input: { artifact: Artifact; cut: Cut }; output: Replay };
  /** PNG of the test image before and after. */
  example: { input: { preprocessing: Preprocessing }; output: Uint8Array };
  amend: { input: { artifact: Artifact; changes: ArtifactChanges }; output: Artifact };
}

/** What a process is sent. */
export interface Order {
  name: keyof ModelTasks;
  input: ModelTasks[keyof ModelTasks]['input'];
}
