import { Injectable } from '@nestjs/common';
import { Database } from '#graft/database';
import { BlobRoots, BlobStore } from '#graft/storage';
import { BlobCheck, type CheckProgress } from './blob-check.js';
import { type Finding, SEVERITY } from './finding.js';
import { type Mended, Mending } from './mending.js';
import { brokenInvariants } from './invariants/index.js';

/** Maximum number of findings in a report, the worst first; a lost store has one finding per blob. */
const MOST_FINDINGS = 1000;

export interface FsckOptions {
  /** Sizes and presence of blobs, and the database; no bytes are read. */
  quick?: boolean;
  /** Blobs that nothing needs are told of once they are older, in ms. */
  graceMs?: number;
  /** Bring back what is damaged or missing. */
  mend?: boolean;
  /** Address of a copy of the blobs; the configured one if left out. */
  replica?: string;
}

/** How much was checked. */
interface Checked {
  blobs: number;
  bytes: number;
  versions: number;
  datasets: number;
  runs: number;
}

export interface FsckReport {
  /** Whether no finding is an error. */
  ok: boolean;
  checked: Checked;
  /** The worst first, at most 1,000. */
  findings: Finding[];
  /** Findings that the list has no room for. */
  omitted: number;
  /** Blobs that were damaged or missing and are whole again. */
  mended: Mended[];
}

const GRACE_MS = 24 * 3600 * 1000;
const ORDER = ['error', 'warning', 'info'];

/** Checks that everything stored is whole: the blobs, and what the database says of versions, data sets, runs and jobs. */
@Injectable()
export class Fsck {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly roots: BlobRoots,
    private readonly mending: Mending,
  ) {}

  /**
   * Others may work meanwhile. It changes nothing unless it is to mend.
   * @param progress is kept up to date.
   * @throws Unavailable if the store or the database does not answer; the signal's reason.
   */
  async check(
    { quick = false, graceMs = GRACE_MS, mend = false, replica: address }: FsckOptions = {},
    progress: CheckProgress = noProgress(),
    signal: AbortSignal = new AbortController().signal,
  ): Promise<FsckReport> {
    const replica = mend ? await this.mending.replica(address) : null;
    let findings: Finding[] = [];
    let versions = 0;
    for await (const each of brokenInvariants(this.database, () => versions++)) findings.push(each);
    const blobCheck = new BlobCheck(this.blobs, this.roots);
    for await (const each of blobCheck.findings({ quick, graceMs, progress, signal })) findings.push(each);
    const lost = findings.filter(({ kind }) => kind === 'damaged' || kind === 'missing').map(({ digest }) => digest!);
    const mended = mend ? await this.mending.mend(lost, replica) : [];
    const whole = new Set(mended.map(({ digest }) => digest));
    findings = findings.filter(({ digest }) => !digest || !whole.has(digest));
    findings.sort((a, b) => ORDER.indexOf(SEVERITY[a.kind]) - ORDER.indexOf(SEVERITY[b.kind]));
    const checked = {
      blobs: progress.totalBlobs,
      bytes: progress.bytes,
      versions,
      datasets: await this.database.datasetVersion.count({ where: { ready: true } }),
      runs: await this.database.run.count(),
    };
    return {
      ok: findings.every(({ severity }) => severity !== 'error'),
      checked,
      findings: findings.slice(0, MOST_FINDINGS),
      omitted: Math.max(0, findings.length - MOST_FINDINGS),
      mended,
    };
  }
}

export const noProgress = (): CheckProgress => ({ blobs: 0, bytes: 0, totalBlobs: 0, totalBytes: 0 });
