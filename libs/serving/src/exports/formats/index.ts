import type { ExportFormat } from './format.js';
import { keras } from './keras.js';
import { onnx } from './onnx.js';
import { tfjs } from './tfjs.js';

export type { ExportFormat, ExportOptions, ExportSource } from './format.js';

/** Every format that models are written in: a new one is a file in this folder and a line here. */
export const exportFormats: ExportFormat[] = [tfjs, onnx, keras];

/** What programs that load models know of the formats: `npm run openapi` writes it into `libs/api/src/formats.ts`. */
export const exportList = () =>
  exportFormats.map(({ name, texts, extensions, shards = false }) => ({ name, as: texts.as, extensions, shards }));

/** @throws Error for a name that is not in the registry */
export function exportFormat(name: string): ExportFormat {
  const format = exportFormats.find((each) => each.name === name);
  if (!format) throw new Error(`There is no export format "${name}".`);
  return format;
}
