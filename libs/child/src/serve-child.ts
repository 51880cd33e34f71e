import { constants, getPriority, setPriority } from 'node:os';
import { diskFull, Problem, type ProblemDetails } from '#graft/problems';
import type { FromChild, ToChild } from './protocol.js';

export interface ChildContext {
  /** Sends something to the parent, and waits until it was taken there. @throws Problem if it was refused */
  emit: (type: string, data: object) => Promise<void>;
  /** Aborts when the parent asks to stop; a second later the process is killed. */
  signal: AbortSignal;
}

/**
 * The body of a program that `runInChild` starts: does the work on the input and sends back the result, or the Problem
 * it throws. The process ends with it, and when its parent is gone.
 */
export function serveChild<Input, Result>(work: (input: Input, context: ChildContext) => Promise<Result>): void {
  const controller = new AbortController();
  const waiting = new Map<number, Waiting>();
  let emitted = 0;

  const emit = async (type: string, data: object) => {
    const id = ++emitted;
    const taken = new Promise<void>((resolve, reject) => waiting.set(id, { resolve, reject }));
    await send({ kind: 'emitted', id, type, data });
    await taken;
  };
  const taken = (id: number, problem?: ProblemDetails) => {
    if (problem) waiting.get(id)!.reject(Problem.from(problem));
    else waiting.get(id)!.resolve();
    waiting.delete(id);
  };

  yieldToOthers();
  // Ctrl-C and service managers signal the whole group of processes. The parent says when to stop.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit(1));
  process.on('message', (message: ToChild) => {
    if (message.kind === 'input') void answer(() => work(message.input as Input, { emit, signal: controller.signal }));
    else if (message.kind === 'taken') taken(message.id, message.problem);
    else controller.abort(new Problem('stopped', 503, 'Stopped', 'Asked to stop.'));
  });
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** Whoever waits for an answer of the server goes first. On Linux for this thread and those that it starts from now on. */
function yieldToOthers(): void {
  const { PRIORITY_BELOW_NORMAL } = constants.priority;
  if (getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL); // raising it again is not permitted
}

async function answer(work: () => Promise<unknown>): Promise<void> {
  try {
    await send({ kind: 'result', result: await work() });
    process.exit(0);
  } catch (error) {
    await send(failureOf(error));
    process.exit(0); // the parent knows what went wrong
  }
}

function failureOf(error: unknown): FromChild {
  const problem = error instanceof Problem ? error : diskFull(error);
  if (problem) return { kind: 'problem', problem: problem.toJSON() };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'error', message, stack };
}

/** Resolves once the message is on its way. */
const send = (message: FromChild) =>
  new Promise<void>((resolve, reject) =>
    process.send!(message, (error: Error | null) => (error ? reject(error) : resolve())),
  );
