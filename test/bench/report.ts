import { cpus, loadavg, totalmem } from 'node:os';

/** A figure of the benchmark beside what it should be. */
export interface Figure {
  what: string;
  /** As measured in this run, with its unit. */
  measured: string;
  target: string;
  reached: boolean;
}

export interface Section {
  title: string;
  /** How it was measured, in a sentence or two. */
  how: string;
  figures: Figure[];
}

/** A figure that must not be more than `most`. */
export function atMost(what: string, value: number, most: number, unit = ''): Figure {
  return { what, measured: printed(value, unit), target: `≤ ${printed(most, unit)}`, reached: value <= most };
}

/** A figure that must not be less than `least`. */
export function atLeast(what: string, value: number, least: number, unit = ''): Figure {
  return { what, measured: printed(value, unit), target: `≥ ${printed(least, unit)}`, reached: value >= least };
}

/** A figure that is only told. */
export function told(what: string, value: number, unit = ''): Figure {
  return { what, measured: printed(value, unit), target: '', reached: true };
}

const printed = (value: number, unit: string) =>
  `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))}${unit && ` ${unit}`}`;

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** A section as Markdown: its heading, how it was measured, the table. */
export function sectionText({ title, how, figures }: Section): string {
  const rows = figures.map(
    ({ what, measured, target, reached }) => `| ${what} | ${measured} | ${target} | ${reached ? '' : 'missed'} |`,
  );
  return `## ${title}\n\n${how}\n\n| figure | measured | target | |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** The day, Node, processors and memory of this run. */
export const machine = (date: Date): string =>
  `${date.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`;

/** docs/benchmarks.md */
export function markdown(sections: Section[], date: Date): string {
  const tables = sections.map(sectionText);
  return `# Benchmarks

Written by \`npm run bench\`, all in one run: ${machine(date)}; load average over the last 15 minutes,
this benchmark's own included: ${loadavg()[2]!.toFixed(1)}. Times on a busy machine grow with it; the ratios, taken within one run, are what to compare.

${tables.join('\n')}`;
}

export async function milliseconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
