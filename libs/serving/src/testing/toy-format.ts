import { InvalidInput } from '#graft/problems';
import type { ExportFormat } from '../exports/formats/index.js';

/** Writes the names of the layers, a line each or as JSON. */
export const toy: ExportFormat = {
  name: 'toy',
  texts: { file: 'The names of the layers', as: 'names of the layers' },
  notes: 'names alone',
  extensions: ['txt', 'json'],
  type: 'text/plain',
  options: [{ name: 'labels', description: 'Whether the labels follow.' }],
  size: () => 1000,
  refuses: ({ labels }, options) => (options.labels && !labels ? new InvalidInput('This model has no labels.') : null),
  async write(source, extension, options) {
    const names = source.topology.layers.map(({ name }) => name);
    const lines = options.labels ? [...names, ...(await source.labels())!] : names;
    return new TextEncoder().encode(extension === 'json' ? JSON.stringify(lines) : lines.join('\n'));
  },
};
