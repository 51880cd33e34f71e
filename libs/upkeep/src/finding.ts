import type { Digest } from '#graft/storage';

/** What can be wrong, and how bad it is. */
export const SEVERITY = {
  /** A blob whose bytes are not those that its digest names. */
  damaged: 'error',
  /** A blob that something needs and the store has not. */
  missing: 'error',
  /** A version, data set or run whose rows contradict each other. */
  'half-made': 'error',
  /** An alias that points where it must not. */
  'wrong-alias': 'error',
  /** A run that was to publish a version, has succeeded, and the version is not there. */
  'lost-version': 'error',
  /** One publication that made two versions. */
  'published-twice': 'error',
  /** A version that holds another artifact than the run that made it. */
  'other-artifact': 'error',
  /** Versions of one run under one name: as its owner asked for, or a fault. */
  'published-again': 'info',
  /** A job whose worker has stopped and that no other has taken up. */
  'stuck-job': 'warning',
  /** A blob that nothing needs, older than the grace period; the next sweep deletes it. */
  unneeded: 'info',
} as const;

export type FindingKind = keyof typeof SEVERITY;
export type Severity = (typeof SEVERITY)[FindingKind];

export interface Finding {
  kind: FindingKind;
  severity: Severity;
  /** Of the blob, if it is about one. */
  digest?: Digest;
  /** What it is about: `ada/pets@3`, `run:…`, `dataset:ada/photos@1`, `job:…` or `blob store`. */
  where: string;
  /** What is wrong and what to do, in sentences. */
  detail: string;
  /** What cannot be used, or not wholly, because of it. */
  touches: string[];
}

export const finding = (
  kind: FindingKind,
  where: string,
  detail: string,
  { digest, touches = [where] }: Partial<Pick<Finding, 'digest' | 'touches'>> = {},
): Finding => ({ kind, severity: SEVERITY[kind], ...(digest && { digest }), where, detail, touches });
