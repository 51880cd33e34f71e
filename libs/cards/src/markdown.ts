/** A share of one, e.g. `96.7 %`. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Text on one line, that a table or paragraph shows as it is. */
export const inline = (text: string): string => text.replace(/\s+/g, ' ').replace(/[|<>]/g, '\\$&');

/** A table; its cells may hold any text. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(inline).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The first labels, and how many more there are. */
export function shortList(labels: readonly string[]): string {
  return labels.length <= 8 ? labels.join(', ') : `${labels.slice(0, 7).join(', ')} and ${labels.length - 7} more`;
}
