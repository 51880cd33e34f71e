export { brief } from './brief.js';

/**
 * Problem details (RFC 9457). One class per meaning; each has a stable type, an HTTP status and a sentence that says
 * what was received and what would be accepted. Thrown anywhere; the server and the command line print them alike.
 */
export interface ProblemExtras {
  /** Where in the input: a JSON path, a file in an archive, a layer's name. */
  where?: string;
  /** What was received, short enough to print. */
  received?: unknown;
  /** What would be accepted. */
  accepted?: unknown;
  [member: string]: unknown;
}

export interface ProblemDetails extends ProblemExtras {
  type: string;
  title: string;
  status: number;
  detail: string;
}

export class Problem extends Error {
  constructor(
    /** The last path segment of the stable type, `https://graft.dev/problems/{type}`. */
    readonly type: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = new.target.name;
  }

  toJSON(): ProblemDetails {
    return {
      ...this.extras,
      type: `https://graft.dev/problems/${this.type}`,
      title: this.title,
      status: this.status,
      detail: this.detail,
    };
  }

  /** Rebuilds a problem that came from another process or over the network. Keeps type and status, but not the class. */
  static from(details: ProblemDetails): Problem {
    const { type, title, status, detail, ...extras } = details;
    return new Problem(type.slice(type.lastIndexOf('/') + 1), status, title, detail, extras);
  }
}

/** A problem with an HTTP status only; its type is derived from the title of the status. */
export const problemOfStatus = (status: number, title: string, detail: string): Problem =>
  new Problem(title.toLowerCase().replaceAll(/[^a-z]+/g, '-'), status, title, detail);

/** The request or a file does not have the accepted form. */
export class InvalidInput extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('invalid-input', 422, 'Invalid input', detail, extras);
  }
}

export class NotFound extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('not-found', 404, 'Not found', detail, extras);
  }
}

/** The caller is unknown: the token is missing, unknown or revoked. */
export class Unauthenticated extends Problem {
  constructor(detail = 'This needs a token. Send it as "Authorization: Bearer …".', extras?: ProblemExtras) {
    super('unauthenticated', 401, 'Not signed in', detail, extras);
  }
}

/** The caller is known, but a scope is missing, or the resource belongs to another account. */
export class Forbidden extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('forbidden', 403, 'Not allowed', detail, extras);
  }
}

/** The current state does not allow the request: a name is taken, or a run has already ended. */
export class Conflict extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('conflict', 409, 'Conflict', detail, extras);
  }
}

/** A model file that Graft refuses: it contains code, unknown layers or wrong shapes. Names the file, the place in it and the reason. */
export class ModelRefused extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('model-refused', 422, 'Model refused', detail, extras);
  }
}

/** A change of the network that is not possible: the input size is too small, a Flatten layer fixes the size, the layer is unknown. */
export class SurgeryRefused extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('surgery-refused', 422, 'Network change not possible', detail, extras);
  }
}

export class ImageRefused extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('image-refused', 422, 'Image refused', detail, extras);
  }
}

export class TooLarge extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('too-large', 413, 'Too large', detail, extras);
  }
}

/** One caller, or all callers together, sent too many requests. The response carries `Retry-After`, in seconds. */
export class TooManyRequests extends Problem {
  constructor(detail: string, extras: ProblemExtras & { retryAfter: number }) {
    super('too-many-requests', 429, 'Too many requests', detail, extras);
  }
}

/** The blob store cannot be reached, or a remote host does not answer. A later attempt may succeed. */
export class Unavailable extends Problem {
  constructor(detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super('unavailable', 503, 'Not available', detail, extras, options);
  }
}

/** The server's disk is full, up to the reserve that is left for the database. */
export class StorageFull extends Problem {
  constructor(detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super('storage-full', 507, 'Disk full', detail, extras, options);
  }
}

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/** The problem for a file system error that says the disk is full; null for any other error. */
export function diskFull(error: unknown): StorageFull | null {
  if (!DISK_FULL.has((error as NodeJS.ErrnoException | null)?.code ?? '')) return null;
  return new StorageFull(
    'The disk is full. Nothing was stored. Free some disk space and try again.',
    {},
    { cause: error },
  );
}

/** Whether the same request can succeed later: a store could not be reached, or a disk was full. */
export const mayPass = ({ status }: Problem): boolean => status === 503 || status === 507;

/** Training failed for a reason that another recipe can avoid: a NaN loss, out of memory. */
export class TrainingFailed extends Problem {
  constructor(detail: string, extras?: ProblemExtras) {
    super('training-failed', 422, 'Training failed', detail, extras);
  }
}

/** Work that a user or an operator cancelled. */
export class Cancelled extends Problem {
  constructor(detail = 'Cancelled.', extras?: ProblemExtras) {
    super('cancelled', 409, 'Cancelled', detail, extras);
  }
}
