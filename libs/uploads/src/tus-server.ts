import { type DataStore, Server } from '@tus/server';
import { STATUS_CODES } from 'node:http';
import type { CallerRequest } from '#graft/accounts';
import { Conflict, NotFound, type Problem, problemOfStatus, TooLarge } from '#graft/problems';

/** Where uploads are, for tus. */
export const PATH = '/uploads';

/** tus, whose refusals are thrown as problems instead of being answered in plain text. */
export class TusServer extends Server {
  /** @param maxBytes of one upload */
  constructor(
    datastore: DataStore,
    private readonly maxBytes: number,
  ) {
    super({
      path: PATH,
      relativeLocation: true,
      datastore,
      maxSize: maxBytes,
      onUploadCreate: (request, { metadata }) => {
        const { caller } = request.runtime!.node!.req as unknown as CallerRequest;
        return Promise.resolve({ metadata: { ...metadata, account: caller!.accountId } });
      },
      onResponseError: (_, error) => {
        // tus' own errors are plain objects with a status; `write` throws them as problems.
        if (error instanceof Error && !('status_code' in error)) throw error;
        return undefined;
      },
    });
  }

  /** tus answers through it only what it refuses. */
  override write(_context: unknown, _headers: Headers, status: number, text = ''): Promise<never> {
    return Promise.reject(this.refusal(status, text.trim()));
  }

  private refusal(status: number, text: string): Problem {
    const detail = `The upload protocol (tus) refuses the request: ${text.replace(/\.$/, '')}.`;
    if (status === 404) return new NotFound('There is no such upload. Unfinished uploads are kept for one day.');
    if (status === 409) return new Conflict(detail, { where: 'Upload-Offset' });
    if (status === 413)
      return new TooLarge(
        `The body is larger than the Upload-Length of the upload, or than the limit for uploads: ${this.maxBytes} bytes.`,
        { accepted: this.maxBytes },
      );
    return problemOfStatus(status, STATUS_CODES[status] ?? 'Error', detail);
  }
}
