import { Injectable } from '@nestjs/common';
import { Config } from '#graft/config';
import { Budget } from './budget.js';
import { Queue } from './queue.js';
import type { Visitor } from './visitor.js';

const MIB = 1024 ** 2;

/** Processes that work on models, at most. Each keeps its own models, so more of them cost memory. */
const MODEL_PROCESSES = 2;

/**
 * Work of the server that takes time or memory:
 * - `reading`: any request without a token, while it is answered. Queries of the embedded database block the server.
 * - `models`: predictions, exports and layer tables, in separate processes.
 * - `pictures`: thumbnails, in a process of their own.
 * - `passwords`: one check takes 32 MiB and 0.3 s.
 */
export type Work = 'reading' | 'models' | 'pictures' | 'passwords';

/**
 * Decides which requests are worked on, in which order, and which are refused with 429 and `Retry-After`. Whatever a
 * request without a token can make the server do beyond a few queries goes through here.
 */
@Injectable()
export class Admission {
  /** How many processes work on models. */
  readonly modelProcesses: number;
  private readonly queues: Record<Work, Queue>;
  private readonly images = new Budget({
    all: { anonymous: 256 * MIB, signedIn: 512 * MIB },
    one: { anonymous: 64 * MIB, signedIn: 256 * MIB },
  });

  constructor({ threads }: Config) {
    this.modelProcesses = Math.min(threads, MODEL_PROCESSES);
    this.queues = {
      reading: new Queue('requests', {
        atOnce: 4,
        anonymousAtOnce: 4,
        waiting: { anonymous: 250, signedIn: Infinity },
        waitingOfOne: { anonymous: 50, signedIn: Infinity },
        waitMs: 10_000,
      }),
      models: new Queue('models', {
        atOnce: this.modelProcesses,
        // One is left for those with a token.
        anonymousAtOnce: Math.max(1, this.modelProcesses - 1),
        waiting: { anonymous: 64, signedIn: 128 },
        waitingOfOne: { anonymous: 16, signedIn: 64 },
        waitMs: 60_000,
      }),
      pictures: new Queue('images', {
        atOnce: 1,
        anonymousAtOnce: 1,
        waiting: { anonymous: 200, signedIn: 400 },
        waitingOfOne: { anonymous: 100, signedIn: 200 },
        waitMs: 30_000,
      }),
      passwords: new Queue('passwords', {
        atOnce: 1,
        anonymousAtOnce: 1,
        waiting: { anonymous: 16, signedIn: 16 },
        waitingOfOne: { anonymous: 4, signedIn: 4 },
        waitMs: 10_000,
      }),
    };
  }

  /** Does the work when it is the visitor's turn. @throws TooManyRequests; Error where the route does not declare it */
  async run<T>(visitor: Visitor, work: Work, task: () => Promise<T>): Promise<T> {
    if (visitor.asks !== undefined && visitor.asks !== work)
      throw new Error(`The route asks for work on ${work} without declaring it. Add @Asks('${work}').`);
    visitor.leave(); // what else it held is not needed while it waits
    return this.queues[work].run(visitor, task);
  }

  /** Takes a place for reading, which the visitor gives back with `leave`. @throws TooManyRequests */
  async enter(visitor: Visitor): Promise<void> {
    visitor.leave = await this.queues.reading.enter(visitor);
  }

  /** Keeps bytes of images for a request, on the disk, until the work with them is done. @throws TooManyRequests */
  async withImages<T>(visitor: Visitor, bytes: number, work: () => Promise<T>): Promise<T> {
    visitor.leave();
    const giveBack = this.images.take(visitor, bytes);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }
}
