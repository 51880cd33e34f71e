import type { Resource } from '#graft/api';
import { plain } from './text.js';

/** A card as it is written, to be read or kept as a file. */
export const cardText = ({ markdown }: Pick<Resource<'CardResponse'>, 'markdown'>): string =>
  markdown.trimEnd().split('\n').map(plain).join('\n');
