import { setTimeout as sleep } from 'node:timers/promises';
import { ModelRefused } from '#graft/problems';
import { serveChild } from '../serve-child.js';

/** What the specs ask this program to do. */
export interface Order {
  what:
    | 'double'
    | 'emit'
    | 'refuse'
    | 'throw'
    | 'heap'
    | 'native'
    | 'exit'
    | 'hang'
    | 'stubborn'
    | 'gentle'
    | 'hold'
    | 'full'
    | 'abort'
    | 'brief';
  values?: Float32Array;
}

serveChild<Order, unknown>(async ({ what, values }, { emit, signal }) => {
  switch (what) {
    case 'double':
      return { values: values!.map((value) => value * 2) };
    case 'emit':
      for (let done = 1; done <= 3; done++) await emit('progress', { step: 'count', done, total: 3 });
      return 'emitted';
    case 'refuse':
      throw new ModelRefused('No Lambda layers.', { where: 'lambda_1' });
    case 'throw':
      throw new TypeError('x is not a function');
    case 'heap': {
      const kept: object[] = [];
      for (;;) kept.push({ numbers: new Array(1000).fill(kept.length) });
    }
    case 'native': {
      const kept: Buffer[] = [];
      for (;;) {
        kept.push(Buffer.alloc(32 * 1024 ** 2, 1)); // outside the JavaScript heap
        await sleep(20);
      }
    }
    case 'exit':
      console.error('a native library said goodbye');
      process.exit(7);
    case 'hang':
      for (;;);
    case 'stubborn':
      await emit('pid', { pid: process.pid });
      for (;;) await sleep(1000);
    case 'gentle':
      await emit('pid', { pid: process.pid });
      await sleep(60_000, undefined, { signal });
      return null;
    case 'brief':
      await emit('pid', { pid: process.pid });
      await sleep(100);
      return 'done';
    case 'full': {
      const kept = Buffer.alloc(440 * 1024 ** 2, 1);
      await emit('pid', { pid: process.pid });
      await sleep(60_000);
      return kept.length;
    }
    case 'abort':
      return process.abort();
    case 'hold':
      await emit('pid', { pid: process.pid });
      return sleep(60_000);
  }
});
