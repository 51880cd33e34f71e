import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { databaseAway, dataException, goneMeanwhile } from '#graft/database';
import { brief, diskFull, InvalidInput, NotFound, Problem, problemOfStatus, TooLarge } from '#graft/problems';

/** Headers of the answer that was meant to be sent; a problem is another one. */
const meantForSuccess = [
  'Accept-Ranges',
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Length',
  'Content-Range',
  'ETag',
  'Last-Modified',
  'Location',
];

const logger = new Logger('Problem');

/** Answers every error as problem details (RFC 9457). Unexpected ones are logged and say no more than their request's id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answer(error, http.getRequest<Request>(), http.getResponse<Response>());
  }
}

/** The same outside of Nest's routes, whose own handlers know `/api/v1` only; to be used last. */
export const strayRequests: [RequestHandler, ErrorRequestHandler] = [
  (request, response) => answer(nothingAt(request), request, response),
  // Express tells an error's handler by its four arguments.
  (error: unknown, request, response, _next) => answer(error, request, response),
];

function answer(error: unknown, request: Request, response: Response): void {
  const problem = toProblem(error, request);
  if (problem.status >= 500) logger.error({ err: error, requestId: request.id }, `${request.method} failed`);
  if (response.headersSent) {
    response.destroy(); // half an answer must not look like a whole one
    return;
  }
  for (const header of meantForSuccess)
    if (problem.status !== 416 || header !== 'Content-Range') response.removeHeader(header);
  if (typeof problem.extras.retryAfter === 'number') response.setHeader('Retry-After', problem.extras.retryAfter);
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(problem.status).type('application/problem+json').send(bodyOf(problem));
}

const bodyOf = (problem: Problem) => JSON.stringify(brief(problem.toJSON()));

/** Answers what Node's parser refuses, before any route: `clientError` of the HTTP server. */
export function brokenRequests(error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const title = STATUS_CODES[status]!;
  const isHead = error.rawPacket?.subarray(0, 5).toString() === 'HEAD ';
  const body = isHead ? '' : bodyOf(problemOfStatus(status, title, `The request cannot be read: ${title}.`));
  socket.end(
    [
      `HTTP/1.1 ${status} ${title}`,
      'Connection: close',
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}

const nothingAt = ({ method, path }: Pick<Request, 'method' | 'path'>) =>
  new NotFound(`The API has no call ${method} ${path}.`, { accepted: 'the calls listed at /api/docs' });

/** The problem that the client gets for a thrown error. */
function toProblem(error: unknown, request: Pick<Request, 'method' | 'path' | 'id'>): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ThrottlerException)
    return new Problem(
      'too-many-requests',
      429,
      'Too many requests',
      'Too many requests from this address. Wait a minute.',
    );
  if (error instanceof HttpException) return fromHttp(error, request);
  if (error instanceof URIError) return new InvalidInput('The URL is not well formed.', { where: 'address' });
  if (isClientError(error)) return fromStatus(error.status, error.message);
  const known = diskFull(error) ?? dataException(error) ?? goneMeanwhile(error) ?? databaseAway(error);
  if (known) return known;
  return new Problem(
    'internal',
    500,
    'Unexpected error',
    `The server failed to process the request. Its log has the details under the request id ${request.id as string}.`,
    {
      requestId: request.id,
    },
  );
}

function fromHttp(error: HttpException, request: Pick<Request, 'method' | 'path'>): Problem {
  const status = error.getStatus();
  if (status === 404 && error.message.startsWith('Cannot ')) return nothingAt(request);
  return fromStatus(status, error.message);
}

/** Errors of Express' own parts carry the status to answer with. */
const isClientError = (error: unknown): error is Error & { status: number } =>
  error instanceof Error && 'status' in error && Number(error.status) >= 400 && Number(error.status) < 500;

function fromStatus(status: number, message: string): Problem {
  if (status === 413) return new TooLarge('The body is too large for this call. Upload files at /uploads.');
  if (status === 400) return new InvalidInput(`The request cannot be read: ${message}`, { where: 'body' });
  return problemOfStatus(status, STATUS_CODES[status] ?? 'Error', message);
}
