import type { Network, OnLayers } from '#graft/network';
import type { LocalFile } from '../files.js';

/** What a format is recognised by. */
export interface Sniffed {
  /** The file's first 4 KiB, bytes as characters. */
  head: string;
  /** Names in it, where it is a zip archive. */
  entries: string[] | null;
}

/** What weights alone are read into. */
export interface AskedArchitecture {
  /** A Keras application's name. */
  application?: string;
  labels?: string[];
}

/** A file format that models are read from. A model has one main file, and may have parts beside it. */
export interface ImportFormat {
  /** As a model's `formats` has it. */
  readonly name: string;
  /** What is read of it, for docs/formats.md. */
  readonly notes: string;
  /** Endings of main files, e.g. `.h5`. An index opens the files with these endings; their content decides. */
  readonly extensions: readonly string[];
  /** Endings of the parts that a main file names, e.g. `.bin`. */
  readonly partExtensions?: readonly string[];
  /** Names of parts without such an ending. */
  readonly partNames?: RegExp;
  /** Files of which the first that is next to the main one is read as well. */
  readonly optionalParts?: readonly string[];
  /** Whether a file is this format's main file, by its content alone. */
  recognises(file: Sniffed): boolean;
  /** Explains why a file of this name is never read. @throws ModelRefused */
  refuses?(name: string): void;
  /** Relative paths of the parts that the main file names; none if left out. @throws ModelRefused */
  parts?(main: LocalFile): Promise<string[]>;
  /** @param parts by the path that the main file calls them. @throws ModelRefused, InvalidInput */
  read(
    main: LocalFile,
    parts: ReadonlyMap<string, LocalFile>,
    asked: AskedArchitecture,
    onLayers?: OnLayers,
  ): Promise<Network>;
}
