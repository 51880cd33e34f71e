import type { Command } from 'commander';
import { dim } from './text.js';

/** Collects an option that can be given several times. */
export const repeated = (value: string, earlier: string[] = []): string[] => [...earlier, value];

/** Which part of a list is asked for. */
export interface PageOptions {
  limit: string;
  cursor?: string;
}

/** Adds what every list takes. @param limit how many are shown where nobody says it */
export const paged = (command: Command, limit = '30'): Command =>
  command.option('--limit <n>', 'how many', limit).option('--cursor <cursor>', 'where the page before ended');

/** As the API takes it. */
export const pageQuery = ({ limit, cursor }: PageOptions) => ({ limit: Number(limit), cursor });

/** Says below a list how to go on, where it goes on. */
export const withMore = (list: string, nextCursor: string | null): string =>
  nextCursor === null ? list : `${list}\n\n${dim(`More: --cursor ${nextCursor}`)}`;
