import type { DetailedError } from 'tus-js-client';
import { Problem, type ProblemDetails, Unavailable } from '#graft/problems';

/** Why an upload by the tus protocol failed, as the server says it. @param interrupted said where no answer came */
export function uploadProblem(error: Error | DetailedError, interrupted: string): Problem {
  const answer = 'originalResponse' in error ? error.originalResponse?.getBody() : undefined;
  if (!answer) return new Unavailable(interrupted, {}, { cause: error });
  try {
    return Problem.from(JSON.parse(answer) as ProblemDetails);
  } catch {
    return new Unavailable(`The upload was refused: ${answer.trim()}`, {}, { cause: error });
  }
}

/**
 * Whether to send the rest of an upload again. That helps against what passes within seconds: no answer, a server that
 * restarts, or another request that writes to the same upload.
 */
export function mayRetryUpload(error: Error | DetailedError): boolean {
  const status = 'originalResponse' in error ? (error.originalResponse?.getStatus() ?? 0) : 0;
  return status === 0 || status === 409 || (status >= 500 && status !== 507);
}
