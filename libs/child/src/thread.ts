import { fileURLToPath } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type Answer, answerOf, outcomeOf } from './protocol.js';

interface Asked<Order> {
  id: number;
  order: Order;
}
interface Answered {
  id: number;
  answer: Answer;
}
type Settle = (answer: Answer) => void;

/**
 * A program in a thread of this process: for short work of our own on bytes that were checked, whose results are too large
 * to be sent between processes. It shares this process's memory and its end.
 */
export class Thread<Order, Result> {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Settle>();
  private asked = 0;

  /**
   * @param program calls `serveThread`; like `new URL('./decode.thread.js', import.meta.url)`
   * @param settings what the program is told at its start: plain data
   */
  constructor(program: URL, settings: object) {
    this.worker = new Worker(fileURLToPath(program), { workerData: settings });
    this.worker.on('message', ({ id, answer }: Answered) => this.settle(id, answer));
    this.worker.on('error', ({ message, stack }: Error) => {
      for (const id of this.waiting.keys()) this.settle(id, { kind: 'error', message, stack });
    });
  }

  /**
   * Has an order done, beside others that are under way.
   * @param transfer memory that is handed over rather than copied
   * @throws what the program throws
   */
  run(order: Order, transfer: ArrayBuffer[] = []): Promise<Result> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (answer) => {
        const outcome = outcomeOf<Result>(answer);
        if ('result' in outcome) resolve(outcome.result);
        else reject(outcome.error);
      });
      this.worker.postMessage({ id, order } satisfies Asked<Order>, transfer);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(id: number, answer: Answer): void {
    this.waiting.get(id)!(answer);
    this.waiting.delete(id);
  }
}

/**
 * The body of a program that a `Thread` runs.
 * @param prepare is called once, with the thread's settings; it returns what does an order
 * @param handedOver memory of a result that is handed over rather than copied
 */
export function serveThread<Settings, Order, Result>(
  prepare: (settings: Settings) => (order: Order) => Promise<Result>,
  handedOver: (result: Result) => ArrayBuffer[],
): void {
  const work = prepare(workerData as Settings);
  const obey = async ({ id, order }: Asked<Order>) => {
    const answer = await answerOf(() => work(order));
    const transfer = answer.kind === 'result' ? handedOver(answer.result as Result) : [];
    parentPort!.postMessage({ id, answer } satisfies Answered, transfer);
  };
  parentPort!.on('message', (asked: Asked<Order>) => void obey(asked));
}
