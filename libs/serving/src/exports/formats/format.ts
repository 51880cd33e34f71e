import type { Artifact } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import type { Network, Topology } from '#graft/network';
import type { Problem } from '#graft/problems';

/** A switch that requests for a format's files may set, e.g. `?preprocessing=true`; off if left out. */
export interface ExportOption {
  name: string;
  description: string;
}

/** The switches of a request, by name. */
export type ExportOptions = Readonly<Record<string, boolean>>;

/** A model as it is asked for. What is stored is read when a format asks for it. */
export interface ExportSource {
  artifact: Artifact;
  /** The layers that are asked for. */
  topology: Topology;
  network(): Promise<Network>;
  /** Null if the model has none, or was asked for without its top. */
  labels(): Promise<string[] | null>;
  preprocessing(): Promise<Preprocessing | null>;
}

/** A file format that models are written in: `model.<extension>` at `…/<name>/`, once for each extension. */
export interface ExportFormat {
  /** Names the format in addresses and in `graft pull --format`. */
  readonly name: string;
  /** What the file is: `A Keras model, HDF5`; and how it is written: `Keras HDF5`. Both begin sentences of the API document. */
  readonly texts: { file: string; as: string };
  /** How it is written, for docs/formats.md. */
  readonly notes: string;
  /** Of its files, e.g. `h5`; each file holds the whole model. */
  readonly extensions: readonly string[];
  /** Media type of the files. */
  readonly type: string;
  readonly options?: readonly ExportOption[];
  /** The file names shards of the stored weights, which are served beside it. */
  readonly shards?: boolean;
  /** Bytes that a file takes about, to make room for it. */
  size(artifact: Artifact): number;
  /** Why the model cannot be written so, as far as that is known without its layers; null if nothing is. */
  refuses?(artifact: Artifact, options: ExportOptions): Problem | null;
  /** @throws InvalidInput naming a layer that the format cannot hold */
  write(source: ExportSource, extension: string, options: ExportOptions): Promise<Uint8Array>;
}

/** Bytes of the weights as float32, as most formats hold them. */
export const weightBytes = ({ summary }: Artifact): number => summary.parameters * Float32Array.BYTES_PER_ELEMENT;

export const BYTES_TYPE = 'application/octet-stream';
export const JSON_TYPE = 'application/json; charset=utf-8';
