import type { Command } from 'commander';
import { dim } from './text.js';

/** Collects an option that can be given several times. */
export const repeated = (value: string, earlier: string[] = []): string[] => [...earlier, value];

/** The page of a list that is requested. */
export interface PageOptions {
  limit: string;
  cursor?: string;
}

/** Adds the options that every list has. @param limit default number of entries */
export const paged = (command: Command, limit = '30'): Command =>
  command
    .option('--limit <n>', 'number of entries to show', limit)
    .option('--cursor <cursor>', 'cursor that the previous page ended with');

/** The query parameters of the API. */
export const pageQuery = ({ limit, cursor }: PageOptions) => ({ limit: Number(limit), cursor });

/** The list, and below it how to request the next page if there is one. */
export const withMore = (list: string, nextCursor: string | null): string =>
  nextCursor === null ? list : `${list}\n\n${dim(`More entries: --cursor ${nextCursor}`)}`;
