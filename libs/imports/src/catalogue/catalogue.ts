import type { OutlineStage } from '#graft/network';
import catalogue from './catalogue.json' with { type: 'json' };

/**
 * A model on the public web that can be imported. URL and hash come from the publisher's own source code, at `source`; licences of weights are those that Keras' documentation states, null if it
 * states none.
 */
export interface CatalogueEntry {
  name: string;
  title: string;
  url: string;
  /** `keras-weights` files come without their architecture, which `application` names. */
  format: 'tfjs-layers' | 'keras-weights';
  /** Keras' name of the architecture. */
  application: string;
  /** Width multiplier, where the architecture has one. */
  alpha?: number;
  includesTop: boolean;
  license: string | null;
  task: string;
  /** [height, width] in pixels. */
  inputSize: number[];
  parameters: number;
  /** The feature maps to draw it by, see `outlineOf`. */
  outline: OutlineStage[];
  /** Keras' name of the preprocessing: tf, caffe, torch or none. */
  preprocessing: string;
  /** Of the file, hex, as the publisher states it. */
  md5?: string;
  source: string;
}

export const CATALOGUE = catalogue as unknown as readonly CatalogueEntry[];

/** The entry with this very address. */
export const catalogued = (url: string): CatalogueEntry | undefined => CATALOGUE.find((entry) => entry.url === url);
