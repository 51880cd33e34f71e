import { SingleBar } from 'cli-progress';
import { seconds } from './text.js';

export interface Progress {
  update(done: number, total: number, note?: string): void;
  stop(): void;
}

const silent: Progress = { update: () => {}, stop: () => {} };

/** A progress bar on standard error that disappears once it is full; nothing if standard error is not a terminal. */
export function progressBar(title: string): Progress {
  if (!process.stderr.isTTY) return silent;
  const bar = new SingleBar({
    format: `{title} {bar} {percentage} %  {note}`,
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: Math.max(10, Math.min(32, (process.stderr.columns ?? 80) - 50)),
    clearOnComplete: true,
    gracefulExit: false, // the cursor stays visible, so that Ctrl-C needs no cleanup
    stream: process.stderr,
    linewrap: true,
  });
  let started = false;
  return {
    update(done, total, note = `${done} of ${total}`) {
      const payload = { title: title.padEnd(9), note };
      if (!started) bar.start(total, done, payload);
      else {
        bar.setTotal(total);
        bar.update(done, payload);
      }
      started = true;
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}

/** `120/300  61 images/s  3 s left` */
export function pace(done: number, total: number, perSecond?: number, secondsLeft?: number, unit = 'images'): string {
  return [
    `${done}/${total}`,
    perSecond === undefined ? '' : `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)} ${unit}/s`,
    secondsLeft === undefined ? '' : `${seconds(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join('  ');
}
