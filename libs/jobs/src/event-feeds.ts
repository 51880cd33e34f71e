import { Inject, Injectable, OnModuleDestroy } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { Database, type JobEvent, OpenedDatabase, type Unlisten } from '#graft/database';
import { BATCH, EVENTS_CHANNEL, JobEvents } from './events.js';
import { hasEnded, type Job } from './job.js';
import { untilBack } from './until-back.js';

/** Time between two readings of a job's events: a run may tell 50 things a second. */
const GAP_MS = 100;
/** A job's events are read this often without a notice, in case one was lost. */
const SAFETY_MS = 10_000;
/** Longest time between two batches that a follower gets. */
const TICK_MS = 1_000;

/**
 * Lets any number of followers read jobs' events as they come. The process listens for notices on one connection, from
 * its first follower on. A notice leads to one query, whose result all followers of the job share.
 */
@Injectable()
export class EventFeeds implements OnModuleDestroy {
  private readonly feeds = new Map<string, Feed>();
  private unlisten?: Unlisten;

  constructor(
    @Inject(OpenedDatabase) private readonly opened: OpenedDatabase,
    private readonly database: Database,
    private readonly log: JobEvents,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.unlisten?.();
  }

  /**
   * Batches of a job's events after one, as they come, until the job has ended; an empty batch each second in which
   * nothing came, so that the follower can do other things. It goes on when the database was restarted.
   */
  async *follow(jobId: string, afterSeq: number, stopped: AbortSignal): AsyncGenerator<JobEvent[]> {
    const feed = this.enter(jobId);
    try {
      for (let seq = afterSeq; ;) {
        const { notices } = feed; // a notice from here on leads to another reading
        const events = await untilBack(() => feed.read(seq), stopped);
        if (!events) return;
        yield events;
        const last = events.at(-1);
        seq = last?.seq ?? seq;
        if (events.length === BATCH) continue;
        if (last && isEnd(last)) return;
        while (feed.notices === notices && !stopped.aborted) {
          await feed.noticed(TICK_MS, stopped);
          if (feed.notices === notices) yield [];
        }
      }
    } finally {
      this.leave(jobId, feed);
    }
  }

  private enter(jobId: string): Feed {
    this.unlisten ??= this.opened.listen(EVENTS_CHANNEL, {
      notice: (id) => this.feeds.get(id)?.notify(),
      connected: () => this.feeds.forEach((feed) => feed.notify()),
    });
    const feed = this.feeds.get(jobId) ?? new Feed((seq) => this.list(jobId, seq));
    this.feeds.set(jobId, feed);
    feed.followers++;
    return feed;
  }

  private leave(jobId: string, feed: Feed): void {
    if (--feed.followers > 0) return;
    feed.close();
    this.feeds.delete(jobId);
  }

  /** Null if there is no such job. */
  private async list(jobId: string, afterSeq: number): Promise<JobEvent[] | null> {
    const events = await this.log.list(jobId, afterSeq);
    if (events.length > 0) return events;
    return (await this.database.job.count({ where: { id: jobId } })) > 0 ? events : null;
  }
}

type Reading = Promise<JobEvent[] | null>;

/** What the followers of one job share. */
class Feed {
  followers = 0;
  /** Counts notices; those that come close together count as one. */
  notices = 0;
  /** The readings under way that began after the latest notice, by the event that they go on after. */
  private readonly readings = new Map<number, Reading>();
  private readonly bell = new EventEmitter().setMaxListeners(0);
  private readonly safety = setInterval(() => this.notify(), SAFETY_MS).unref();
  private gap?: NodeJS.Timeout;
  private noticedAt = -Infinity;

  constructor(private readonly list: (afterSeq: number) => Reading) {}

  /** Wakes the followers: now, or a moment after the notice before. */
  notify(): void {
    this.gap ??= setTimeout(() => this.count(), Math.max(0, this.noticedAt + GAP_MS - performance.now()));
  }

  /** Resolves at the next notice, when time is up or when stopped. */
  noticed(atMostMs: number, stopped: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.bell.off('notice', wake);
        stopped.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, atMostMs);
      this.bell.on('notice', wake);
      stopped.addEventListener('abort', wake);
    });
  }

  read(afterSeq: number): Reading {
    const shared = this.readings.get(afterSeq);
    if (shared) return shared;
    const reading = this.list(afterSeq).finally(() => {
      if (this.readings.get(afterSeq) === reading) this.readings.delete(afterSeq);
    });
    this.readings.set(afterSeq, reading);
    return reading;
  }

  close(): void {
    clearInterval(this.safety);
    clearTimeout(this.gap);
  }

  private count(): void {
    this.gap = undefined;
    this.noticedAt = performance.now();
    this.notices++;
    this.readings.clear(); // they may have begun before the event was there
    this.bell.emit('notice');
  }
}

/** A resumed job has events after this one. */
const isEnd = ({ type, data }: JobEvent) => type === 'status' && hasEnded(data as Pick<Job, 'status'>);
