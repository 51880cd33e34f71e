import { type Beside, type LocalFile, textOf } from './files.js';
import { PREPROCESSING_FILES } from './preprocessing/files.js';

/** A fact, and the file or part of the model that says it. */
export interface Found<T> {
  value: T;
  from: string;
}

/** Names of files beside a model that say something about it, in the order in which they are believed. */
export const LABEL_FILES = ['labels.json', 'labels.txt', 'metadata.json'];
export const LICENSE_FILES = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE', 'COPYING'];
export const CARD_FILES = ['README.md'];
export const COMPANION_FILES = [...new Set([...LABEL_FILES, ...PREPROCESSING_FILES, ...LICENSE_FILES, ...CARD_FILES])];

/** A larger file is none of these. */
const MAX_BYTES = 1024 * 1024;

/** The small files beside one model, each looked for once. */
export class Companions {
  private readonly looked = new Map<string, Promise<{ file: LocalFile; text: string } | null>>();

  constructor(private readonly beside: Beside) {}

  /** What the first of the files says that is there and says anything. */
  async find<T>(names: readonly string[], read: (name: string, text: string) => T | null): Promise<Found<T> | null> {
    for (const name of names) {
      const found = await (this.looked.get(name) ?? this.look(name));
      const value = found && read(name, found.text);
      if (value !== null) return { value, from: name };
    }
    return null;
  }

  /** All that were there. */
  async files(): Promise<LocalFile[]> {
    const found = await Promise.all(this.looked.values());
    return found.flatMap((companion) => (companion ? [companion.file] : []));
  }

  private look(name: string): Promise<{ file: LocalFile; text: string } | null> {
    const looking = this.beside(name).then(async (file) =>
      file && file.size <= MAX_BYTES ? { file, text: await textOf(file) } : null,
    );
    this.looked.set(name, looking);
    return looking;
  }
}
