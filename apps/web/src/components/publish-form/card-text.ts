import type { Resource } from '#graft/api';

/** A model card: what machines read of it, and the Markdown below. */
export type Card = Pick<Resource<'CardResponse'>, 'frontMatter' | 'body'>;

export const emptyCard: Card = { frontMatter: {}, body: '' };

/** Markdown with front matter. JSON is YAML, too, and the server writes it the usual way. */
export const cardText = ({ frontMatter, body }: Card): string =>
  `---\n${JSON.stringify(frontMatter)}\n---\n\n${body.trim()}\n`;

export const licenseIn = ({ frontMatter }: Card): string | null =>
  typeof frontMatter.license === 'string' ? frontMatter.license : null;

export const tagsIn = ({ frontMatter }: Card): string[] =>
  Array.isArray(frontMatter.tags) ? frontMatter.tags.map(String) : [];

/** The text with another name in its heading, where the heading is the name it had. */
export const retitled = (body: string, from: string, to: string): string =>
  body
    .split('\n')
    .map((line) => (line === `# ${from}` ? `# ${to}` : line))
    .join('\n');
