import type { JobEvent } from '#graft/api';

const steps = ['fetch', 'read', 'store'] as const;
export type Step = (typeof steps)[number];

/** How far the reading of a model is. */
export interface Checking {
  /** By step, those that have begun. */
  states: Partial<Record<Step, { done: boolean; seconds?: number }>>;
  /** Bytes that were fetched, or layers that were read; the total is null if the other server does not say. */
  progress: { step: Step; done: number; total: number | null } | null;
}

export const atStart: Checking = { states: {}, progress: null };

const isStep = (step: unknown): step is Step => steps.some((known) => known === step);

/** Takes an event of an import. An attempt that was lost begins again. */
export function checked(before: Checking, { type, data }: JobEvent): Checking {
  const { step, state, seconds, done, total } = data as { [field: string]: unknown; seconds?: number };
  if (type === 'status') return atStart;
  if (!isStep(step)) return before;
  if (type === 'step') return { ...before, states: { ...before.states, [step]: { done: state === 'done', seconds } } };
  if (type === 'progress') return { ...before, progress: { step, done: Number(done), total: total as number | null } };
  return before;
}
