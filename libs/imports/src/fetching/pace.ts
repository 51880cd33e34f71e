import { Unavailable } from '#graft/problems';

/** How slowly hosts may answer before an import from them is given up. */
export interface PaceLimits {
  /** A host that sends less than `leastBytes` in a window of this length counts as stuck. */
  windowMs: number;
  leastBytes: number;
  /** All files of an import together may take `startMs`, and a second more for each `bytesPerSecond` received. */
  startMs: number;
  bytesPerSecond: number;
}

/** Of a modem, 4 KiB/s and more; an import that lasts goes at 64 KiB/s on average. */
export const PACE: PaceLimits = {
  windowMs: 30_000,
  leastBytes: 32 * 1024,
  startMs: 120_000,
  bytesPerSecond: 64 * 1024,
};

/**
 * Watches how fast the files of one import arrive. A limit on silence alone is not enough: a host that sends a byte now
 * and then is never silent, and would hold its place among the imports for ever.
 */
export class Pace {
  private received = 0;
  private waitedMs = 0;

  constructor(private readonly limits: PaceLimits = PACE) {}

  /**
   * Does something that waits for a host.
   * @param work calls `arrived` with the bytes of each piece, and ends when the signal aborts
   * @throws Unavailable if the host is too slow
   */
  async watch<T>(
    host: string,
    work: (signal: AbortSignal, arrived: (bytes: number) => void) => Promise<T>,
  ): Promise<T> {
    const { windowMs, leastBytes } = this.limits;
    const controller = new AbortController();
    const startedAt = performance.now();
    let windowBegan = startedAt;
    let inWindow = 0;
    const look = () => {
      const now = performance.now();
      const elapsed = this.waitedMs + now - startedAt;
      if (elapsed > this.allowedMs) return controller.abort(this.tooLong(host, elapsed));
      if (now - windowBegan < windowMs) return;
      if (inWindow < leastBytes) return controller.abort(this.stuck(host, inWindow));
      [windowBegan, inWindow] = [now, 0];
    };
    const looking = setInterval(look, Math.min(1000, windowMs / 4));
    look(); // at what the files before took, since each of many may come between two looks
    try {
      return await work(controller.signal, (bytes) => {
        inWindow += bytes;
        this.received += bytes;
      });
    } catch (error) {
      throw controller.signal.aborted ? controller.signal.reason : error;
    } finally {
      clearInterval(looking);
      this.waitedMs += performance.now() - startedAt;
    }
  }

  private get allowedMs(): number {
    return this.limits.startMs + (this.received / this.limits.bytesPerSecond) * 1000;
  }

  private stuck(host: string, received: number): Unavailable {
    const { windowMs, leastBytes } = this.limits;
    const seconds = windowMs / 1000;
    return new Unavailable(
      `${host} sent ${received} bytes in ${seconds} s; at least ${leastBytes} are expected. ${ADVICE}`,
      { where: host, received, accepted: leastBytes },
    );
  }

  private tooLong(host: string, elapsedMs: number): Unavailable {
    const { bytesPerSecond, startMs } = this.limits;
    const [seconds, start] = [Math.round(elapsedMs / 1000), startMs / 1000];
    return new Unavailable(
      `${host} is too slow: ${this.received} bytes in ${seconds} s. An import may take ${start} s plus one second per ${bytesPerSecond} bytes. ${ADVICE}`,
      {
        where: host,
        received: `${this.received} bytes in ${seconds} s`,
        accepted: `${bytesPerSecond} bytes per second`,
      },
    );
  }
}

const ADVICE = 'Try again later, or download the files and upload them here.';
