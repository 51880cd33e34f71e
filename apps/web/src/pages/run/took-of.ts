import { duration } from '../../format';
import type { Run } from './run-state';

/** How long a run was at work, resumptions and what lay between them included; undefined before its end. */
export function tookOf({ startedAt, finishedAt }: Pick<Run, 'startedAt' | 'finishedAt'>): string | undefined {
  if (startedAt === null || finishedAt === null) return undefined;
  return duration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}
