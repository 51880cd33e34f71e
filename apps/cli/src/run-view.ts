import type { JobEvent } from '#graft/api';
import { pace, Progress, progressBar } from './progress.js';
import { bytes, seconds } from './text.js';

interface Epoch {
  epoch: number;
  epochs: number;
  loss: number;
  accuracy: number;
  valLoss: number;
  valAccuracy: number;
  secondsLeft?: number;
}

/** What a step counts; images by default. */
const UNITS: Record<string, string> = { read: 'layers', index: 'models' };

const WORTH_SAYING_MS = 2_000;
const EPOCH_HEAD = '  epoch     loss  accuracy   val loss  val accuracy      left';

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

  private epoch({ epoch, epochs, loss, accuracy, valLoss, valAccuracy, secondsLeft }: Epoch): void {
    if (!this.inTable) this.line(EPOCH_HEAD);
    this.inTable = true;
    const row = [
      `${epoch}/${epochs}`.padStart(7),
      loss.toFixed(4).padStart(9),
      accuracy.toFixed(4).padStart(10),
      valLoss.toFixed(4).padStart(11),
      valAccuracy.toFixed(4).padStart(14),
      (secondsLeft === undefined ? '' : seconds(secondsLeft)).padStart(10),
    ];
    this.line(row.join(''));
  }

  private line(text: string): void {
    this.stop();
    this.write(text);
  }
}
