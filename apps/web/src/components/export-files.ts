import { EXPORTS } from '#graft/api';

/** A file of a model in a format, as the API serves it below the model's address. */
export interface ExportFile {
  path: string;
  extension: string;
  /** What it is, where the page has no words of its own. */
  text: string;
}

/** The files of every format that is one file; the page makes a zip of a format with shards. */
export const EXPORT_FILES: readonly ExportFile[] = EXPORTS.filter(({ shards }) => !shards).flatMap(
  ({ name, as, extensions }) =>
    extensions.map((extension) => ({ path: `${name}/model.${extension}`, extension, text: as })),
);

/** The extensions that the page has words for. */
const WORDED = ['onnx', 'h5', 'keras'] as const;
type Worded = (typeof WORDED)[number];

export const worded = (extension: string): Worded | undefined => WORDED.find((each) => each === extension);
