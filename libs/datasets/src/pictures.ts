import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Admission, type Visitor } from '#graft/admission';
import { ChildPool } from '#graft/child';
import { Config } from '#graft/config';
import type { Digest } from '#graft/storage';
import type { PictureOrder, PictureSettings } from './picture-tasks.js';

const IDLE_MS = 30_000;
/** A process that holds more after an image ends. */
const KEEP_MB = 160;
const TIMEOUT_MS = 30_000;

/** Makes pictures in a process of their own: images from others are not decoded in the server's. */
@Injectable()
export class Pictures implements OnApplicationShutdown {
  private readonly processes: ChildPool<PictureOrder, Uint8Array>;

  constructor(
    { dataDir, s3, maxPixels, childMemoryMb }: Config,
    private readonly admission: Admission,
  ) {
    const settings: PictureSettings = { dataDir, s3: s3 && { ...s3 }, maxPixels };
    this.processes = new ChildPool(new URL('./picture.child.js', import.meta.url), settings, {
      most: 1,
      idleMs: IDLE_MS,
      memoryMb: childMemoryMb,
      timeoutMs: TIMEOUT_MS,
    });
  }

  /** WebP, no side longer than `size` pixels. @throws ImageRefused, TooManyRequests */
  thumbnail(visitor: Visitor, image: Digest, size: number): Promise<Uint8Array> {
    return this.make(visitor, { thumbnail: image, size });
  }

  /** PNG of the sample set's, by its name. @throws NotFound, TooManyRequests */
  sample(visitor: Visitor, name: string): Promise<Uint8Array> {
    return this.make(visitor, { sample: name });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.processes.close();
  }

  private make(visitor: Visitor, order: PictureOrder): Promise<Uint8Array> {
    return this.admission.run(visitor, 'pictures', () => this.processes.run(order, KEEP_MB));
  }
}
