import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { type CallerRequest, Tokens } from '#graft/accounts';
import { EventFeeds } from './event-feeds.js';
import { Jobs } from './jobs.js';
import { streamEvents } from './stream-events.js';

/** Answers requests with the events of jobs, while the token that asked works. */
@Injectable()
export class EventStreams {
  constructor(
    private readonly jobs: Jobs,
    private readonly feeds: EventFeeds,
    private readonly tokens: Tokens,
  ) {}

  /** As `streamEvents`, for the caller of a request that the guard let through. Check first that they see the job. */
  async send(request: CallerRequest, response: ServerResponse, jobId: string): Promise<void> {
    const { caller } = request;
    await streamEvents(
      request,
      response,
      { jobs: this.jobs, feeds: this.feeds },
      jobId,
      async () => caller !== null && this.tokens.stillWorks(caller),
    );
  }
}
