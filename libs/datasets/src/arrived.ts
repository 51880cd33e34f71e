import { createHash } from 'node:crypto';
import type { ImageFacts } from '#graft/images';
import type { ChildContext } from '#graft/child';
import type { BlobRef, Digest } from '#graft/storage';
import type { ArrivedBatch, ArrivedItem, FileProblem } from './arrival-input.js';
import type { LabelledFile } from './labelled-files.js';

/** An image that was decoded and stored. */
export type Taken = ImageFacts & BlobRef;

/** What has come so far, and how much of it the parent knows. */
export class Arrived {
  readonly items: ArrivedItem[] = [];
  readonly problems: FileProblem[] = [];
  private readonly hash = createHash('sha256');
  private sentItems = 0;
  private sentProblems = 0;

  constructor(private readonly emit: ChildContext['emit']) {}

  add({ name, label }: LabelledFile, { digest, size, contentDigest, width, height, format }: Taken): void {
    const labels = [label];
    this.hash.update(`${JSON.stringify([name, digest, labels])}\n`);
    const position = this.items.length;
    this.items.push({ position, name, labels, digest, contentDigest, width, height, bytes: size, format });
  }

  leaveOut(name: string, reason: string): void {
    this.problems.push({ name, reason, leftOut: true });
  }

  /** Tells the parent what it does not know yet, if that is enough to be worth a message. */
  async send(enough: number): Promise<void> {
    const batch: ArrivedBatch = {
      items: this.items.slice(this.sentItems),
      problems: this.problems.slice(this.sentProblems),
    };
    if (batch.items.length + batch.problems.length < enough) return;
    this.sentItems = this.items.length;
    this.sentProblems = this.problems.length;
    await this.emit('arrived', batch);
  }

  digest(): Digest {
    return `sha256:${this.hash.digest('hex')}`;
  }
}
