import { readFile, writeFile } from 'node:fs/promises';
import { machine, type Section, sectionText } from '../bench/report.js';
import { formatted } from './formatted.js';

const FILE = 'docs/reliability.md';

/** The parts of docs/reliability.md that programs write: test:faults, the odd requests and the load test. */
export type Part = 'faults' | 'requests' | 'load';

/**
 * Prints what a program measured and, where GRAFT_WRITE_FIGURES is set, writes it into that program's part of
 * docs/reliability.md. Whether the targets were reached is for the caller to check.
 */
export async function record(part: Part, section: Section): Promise<void> {
  console.info(sectionText(section));
  if (!process.env.GRAFT_WRITE_FIGURES) return;
  const how = `${section.how} Measured on ${machine(new Date())}.`;
  const text = withPart(await readFile(FILE, 'utf8'), part, sectionText({ ...section, how }));
  await writeFile(FILE, await formatted(FILE, text));
}

const begin = (part: Part) => `<!-- figures of ${part} -->`;
const end = (part: Part) => `<!-- end of ${part} -->`;

/**
 * A page with a part's text between its two marks.
 * @throws Error unless the page has the two marks once each, in order
 */
export function withPart(page: string, part: Part, text: string): string {
  const [before, rest, ...again] = page.split(begin(part));
  const [, after, ...ends] = rest?.split(end(part)) ?? [];
  if (after === undefined || again.length + ends.length > 0)
    throw new Error(`${FILE} must have "${begin(part)}" and then "${end(part)}", once each.`);
  return `${before}${begin(part)}\n\n${text.trim()}\n\n${end(part)}${after}`;
}
