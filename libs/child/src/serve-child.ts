import { constants, getPriority, setPriority } from 'node:os';
import { Problem, type ProblemDetails } from '#graft/problems';
import { answerOf, type FromChild, type ToChild } from './protocol.js';

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

  belongToParent(constants.priority.PRIORITY_BELOW_NORMAL);
  process.on('message', (message: ToChild) => {
    if (message.kind === 'input') void last(() => work(message.input as Input, { emit, signal: controller.signal }));
    else if (message.kind === 'taken') taken(message.id, message.problem);
    else controller.abort(new Problem('stopped', 503, 'Stopped', 'Asked to stop.'));
  });
}

/** Between the server, which answers first, and jobs, for which no request waits. */
const PRIORITY_OF_ORDERS = 5;

/**
 * The body of a program that a `ChildPool` starts: does one order after the other. The process ends when the pool or its
 * parent ends it.
 * @param prepare is called once, with the pool's settings; it returns what does an order
 */
export function serveOrders<Settings, Order, Result>(
  prepare: (settings: Settings) => (order: Order) => Promise<Result>,
): void {
  let work: (order: Order) => Promise<Result>;
  belongToParent(PRIORITY_OF_ORDERS);
  process.on('message', (message: ToChild) => {
    if (message.kind === 'settings') work = prepare(message.settings as Settings);
    else if (message.kind === 'input') void answerOf(() => work(message.input as Order)).then(send);
  });
}

function belongToParent(priority: number): void {
  yieldToOthers(priority);
  // Ctrl-C and service managers signal the whole group of processes. The parent says when to stop.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit(1));
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** Requests to the server go first. On Linux this holds for this thread and for those that it starts from now on. */
function yieldToOthers(priority: number): void {
  if (getPriority() < priority) setPriority(priority); // raising it again is not permitted
}

/** Answers, and ends the process. */
async function last(work: () => Promise<unknown>): Promise<void> {
  await send(await answerOf(work));
  process.exit(0); // the parent knows what went wrong
}

/** Resolves once the message is on its way. */
const send = (message: FromChild) =>
  new Promise<void>((resolve, reject) =>
    process.send!(message, (error: Error | null) => (error ? reject(error) : resolve())),
  );
