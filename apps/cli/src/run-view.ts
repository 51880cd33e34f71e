import type { JobEvent } from '#graft/api';
import { pace, Progress, progressBar } from './progress.js';
import { bytes, seconds } from './text.js';

/** What an epoch came to: losses, and the figures of the run's task. */
interface Epoch extends Record<string, number | undefined> {
  epoch: number;
  epochs: number;
  secondsLeft?: number;
}

/** What a step counts; images by default. */
const UNITS: Record<string, string> = { read: 'layers', index: 'models' };

const WORTH_SAYING_MS = 2_000;
/** Those of the columns that are wider than their heads. */
const WIDTHS: Record<string, number> = { loss: 9, 'val loss': 11 };

/** The figures of an epoch, whatever its task: those of the training images, then those of the validation images. */
function columnsOf(epoch: Epoch): { head: string; width: number; value: number }[] {
  const validationOf = (name: string) => `val${name[0]!.toUpperCase()}${name.slice(1)}`;
  const others = Object.keys(epoch).filter((name) => name !== 'loss' && validationOf(name) in epoch);
  const names = ['loss', ...others];
  return [...names.map((name) => [name, name]), ...names.map((name) => [`val ${name}`, validationOf(name)])].map(
    ([head, name]) => ({ head: head!, width: WIDTHS[head!] ?? Math.max(8, head!.length + 2), value: epoch[name!]! }),
  );
}

/** Shows a job from its events: a line per finished step, a progress bar for the current step, a row per epoch. */
export class JobView {
  private bar: Progress | null = null;
  private detail = '';
  private inTable = false;
  private waiting?: NodeJS.Timeout;

  constructor(private readonly write = (line: string) => void process.stderr.write(`${line}\n`)) {}

  show({ type, data }: JobEvent): void {
    if (type === 'step') this.step(data as { step: string; state: string; seconds?: number });
    else if (type === 'progress') this.progress(data as unknown as Parameters<JobView['progress']>[0]);
    else if (type === 'epoch') this.epoch(data as unknown as Epoch);
    else if (type === 'log') this.line(`  ${String(data.message)}`);
    else if (type === 'status') this.status(String(data.status));
  }

  stop(): void {
    clearTimeout(this.waiting);
    this.bar?.stop();
    this.bar = null;
  }

  /** Every job is queued for a moment; only a longer wait gets a line. */
  private status(status: string): void {
    clearTimeout(this.waiting);
    if (status === 'queued')
      this.waiting = setTimeout(() => this.line('queued    waiting in the queue'), WORTH_SAYING_MS);
  }

  private step({ step, state, seconds: took }: { step: string; state: string; seconds?: number }): void {
    if (state === 'started') {
      this.detail = '';
      this.inTable = false;
      return;
    }
    this.line(
      `${step.padEnd(9)} ${[took === undefined ? '' : seconds(took), this.detail].filter(Boolean).join('   ')}`.trimEnd(),
    );
  }

  private progress({
    step,
    done,
    total,
    perSecond,
    secondsLeft,
  }: {
    step: string;
    done: number;
    /** Null if unknown. */
    total: number | null;
    perSecond?: number;
    secondsLeft?: number;
  }): void {
    this.bar ??= progressBar(step);
    if (step === 'fetch' || total === null) {
      this.detail = bytes(done);
      this.bar.update(done, total ?? done, total === null ? this.detail : `${this.detail} of ${bytes(total)}`);
      return;
    }
    this.bar.update(done, total, pace(done, total, perSecond, secondsLeft, UNITS[step]));
    this.detail = pace(done, total, perSecond, undefined, UNITS[step]);
  }

  private epoch(told: Epoch): void {
    const { epoch, epochs, secondsLeft } = told;
    const columns = columnsOf(told);
    const heads = columns.map(({ head, width }) => head.padStart(width)).join('');
    if (!this.inTable) this.line(`  epoch${heads}      left`);
    this.inTable = true;
    const values = columns.map(({ width, value }) => value.toFixed(4).padStart(width)).join('');
    const left = secondsLeft === undefined ? '' : seconds(secondsLeft);
    this.line(`${epoch}/${epochs}`.padStart(7) + values + left.padStart(10));
  }

  private line(text: string): void {
    this.stop();
    this.write(text);
  }
}
