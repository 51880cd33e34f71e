/**
 * Model cards: Markdown with YAML front matter, in Hugging Face's field names. Reads and writes them, and writes the card
 * of a fine-tune. Text alone: no Nest and no database, so that child processes can load it.
 */
export * from './card.js';
export * from './fine-tune.js';
export * as markdown from './markdown.js';
