import { diskFull, Problem, type ProblemDetails } from '#graft/problems';

/** Parent to child. A child of a `ChildPool` gets its settings once, then one input after the other. */
export type ToChild =
  | { kind: 'settings'; settings: unknown }
  | { kind: 'input'; input: unknown }
  | { kind: 'taken'; id: number; problem?: ProblemDetails }
  | { kind: 'stop' };

/** How a piece of work ended, as its process or thread tells it. */
export type Answer =
  | { kind: 'result'; result: unknown }
  | { kind: 'problem'; problem: ProblemDetails }
  | { kind: 'error'; message: string; stack?: string };

/** Child to parent; the child waits until what it emitted was taken. */
export type FromChild = Answer | { kind: 'emitted'; id: number; type: string; data: object };

/** How a piece of work ended, here. */
export type Outcome<R> = { result: R } | { error: Error };

/** Does the work. @returns what came of it, to be sent */
export async function answerOf(work: () => Promise<unknown>): Promise<Answer> {
  try {
    return { kind: 'result', result: await work() };
  } catch (error) {
    const problem = error instanceof Problem ? error : diskFull(error);
    if (problem) return { kind: 'problem', problem: problem.toJSON() };
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { kind: 'error', message, stack };
  }
}

export function outcomeOf<R>(answer: Answer): Outcome<R> {
  if (answer.kind === 'result') return { result: answer.result as R };
  if (answer.kind === 'problem') return { error: Problem.from(answer.problem) };
  return { error: Object.assign(new Error(answer.message), { stack: answer.stack }) };
}
