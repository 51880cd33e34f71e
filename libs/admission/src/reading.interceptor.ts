import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { finalize, type Observable } from 'rxjs';
import { Admission, type Work } from './admission.js';
import { ASKS } from './asks.js';
import { visitorOf } from './visitor.js';

/** Has requests without a token take a place for reading until their answer begins. */
@Injectable()
export class ReadingInterceptor implements NestInterceptor {
  constructor(
    private readonly admission: Admission,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const visitor = visitorOf(http.getRequest<Request>());
    visitor.asks = this.reflector.get<Work | undefined>(ASKS, context.getHandler()) ?? null;
    if (visitor.signedIn) return next.handle();
    await this.admission.enter(visitor);
    whenAnswered(http.getResponse<Response>(), visitor.leave);
    return next.handle().pipe(finalize(visitor.leave));
  }
}

/** Calls back before the head of the answer is sent: what follows may take as long as the reader's line is slow. */
function whenAnswered(response: Response, callback: () => void): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => Response;
  response.writeHead = (...head: unknown[]) => {
    callback();
    return writeHead(...head);
  };
}
