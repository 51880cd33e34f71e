import { styleText } from 'node:util';

/** Replaces control characters: names and cards come from other users and must not control the terminal. */
export const plain = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');

const styled = (style: 'bold' | 'dim' | 'red' | 'green') => (text: string) =>
  process.stdout.isTTY && process.stdout.hasColors() ? styleText(style, text) : text;

export const bold = styled('bold');
export const dim = styled('dim');

/** A rounded count, e.g. 3.5M or 12k. */
export function short(count: number): string {
  for (const [unit, size] of [
    ['G', 1e9],
    ['M', 1e6],
    ['k', 1e3],
  ] as const)
    if (count >= size) return `${Number((count / size).toPrecision(3))}${unit}`;
  return String(count);
}

export function bytes(count: number): string {
  for (const [unit, size] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ] as const)
    if (count >= size) return `${(count / size).toFixed(1)} ${unit}`;
  return `${count} B`;
}

export function seconds(count: number): string {
  if (count < 10) return `${count.toFixed(1)} s`;
  if (count < 120) return `${Math.round(count)} s`;
  const minutes = Math.round(count / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const percent = (fraction: number) => `${(fraction * 100).toFixed(1)} %`;

const ending = (noun: string) => (noun.endsWith('s') ? 'es' : 's');

export const plural = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : ending(noun)}`;

export const day = (iso: string) => iso.slice(0, 16).replace('T', ' ');

export interface Column {
  head: string;
  align?: 'left' | 'right';
  /** Takes the remaining width and cuts its text; at most one column. */
  grows?: boolean;
  /** Left out if the terminal is too narrow, the last such column first. */
  spare?: boolean;
}

const width = (text: string) => [...text].length;
const cut = (text: string, room: number) =>
  width(text) <= room ? text : `${[...text].slice(0, Math.max(0, room - 1)).join('')}…`;

/** Minimum width in characters of a column that is cut; below it, the text is unreadable. */
const LEAST = 16;

const GAP = 2;

/** A table with two spaces between columns, no wider than the terminal if there is one. */
export function table(columns: Column[], rows: string[][], room = process.stdout.columns ?? Infinity): string {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => row.map(plain))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))));
  const least = (column: number) => Math.min(widths[column]!, columns[column]!.grows ? LEAST : Infinity);
  const shown = columns.map((_, column) => column);
  const needed = () => shown.reduce((sum, column) => sum + least(column) + GAP, -GAP);
  while (needed() > room) {
    const spare = shown.findLastIndex((column) => columns[column]!.spare);
    if (spare < 0) break;
    shown.splice(spare, 1);
  }
  const grown = shown.find((column) => columns[column]!.grows);
  if (grown !== undefined)
    widths[grown] = Math.max(least(grown), Math.min(widths[grown]!, room - needed() + least(grown)));
  const lines = cells.map((row) =>
    shown
      .map((column) => {
        const text = cut(row[column] ?? '', widths[column]!);
        const padding = ' '.repeat(widths[column]! - width(text));
        return columns[column]!.align === 'right' ? padding + text : text + padding;
      })
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
  return [bold(lines[0]!), ...lines.slice(1)].join('\n');
}

/** A paragraph, wrapped between words at the width of the terminal. */
export function wrap(paragraph: string, room = process.stdout.columns ?? Infinity): string {
  const lines = [''];
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (width(line) + 1 + width(word) <= room) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

/** Lines of `name  value` with aligned values, wrapped between words; pairs without a value are left out. */
export function facts(pairs: [string, string | null | undefined][], room = process.stdout.columns ?? Infinity): string {
  const known = pairs.filter(
    (pair): pair is [string, string] => pair[1] !== null && pair[1] !== undefined && pair[1] !== '',
  );
  const names = Math.max(0, ...known.map(([name]) => width(name)));
  const indent = ' '.repeat(names + GAP);
  return known
    .map(([name, value]) => [name, wrap(plain(value), room - names - GAP).replaceAll('\n', `\n${indent}`)] as const)
    .map(([name, value]) => `${dim(name.padEnd(names))}${' '.repeat(GAP)}${value}`)
    .join('\n');
}
