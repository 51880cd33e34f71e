import { Controller, Get, Header, Injectable } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Public } from '#graft/accounts';
import { Database } from '#graft/database';

/** Numbers for Prometheus: the process, the requests by route, the jobs by kind and status. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Seconds from the request to the response',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  constructor(database: Database) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'graft_jobs',
      help: 'Jobs by kind and status',
      labelNames: ['kind', 'status'],
      registers: [this.registry],
      async collect() {
        const counts = await database.job.groupBy({ by: ['kind', 'status'], _count: true });
        this.reset();
        for (const { kind, status, _count } of counts) this.set({ kind, status }, _count);
      },
    });
  }

  /** Express middleware. Routes are named by their pattern, so that names of models never become labels. */
  readonly observe = (request: Request, response: Response, next: NextFunction): void => {
    const end = this.durations.startTimer({ method: request.method });
    response.once('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? 'other';
      end({ route, status: response.statusCode });
    });
    next();
  };
}

@ApiExcludeController()
@Public('always')
@SkipThrottle()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
