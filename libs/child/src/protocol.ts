import type { ProblemDetails } from '#graft/problems';

/** Parent to child. A child of a `ChildPool` gets its settings once, then one input after the other. */
export type ToChild =
  | { kind: 'settings'; settings: unknown }
  | { kind: 'input'; input: unknown }
  | { kind: 'taken'; id: number; problem?: ProblemDetails }
  | { kind: 'stop' };

/** Child to parent; the child waits until what it emitted was taken. */
export type FromChild =
  | { kind: 'emitted'; id: number; type: string; data: object }
  | { kind: 'result'; result: unknown }
  | { kind: 'problem'; problem: ProblemDetails }
  | { kind: 'error'; message: string; stack?: string };
