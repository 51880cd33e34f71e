import { Injectable } from '@nestjs/common';
import { Accounts, type Caller } from '#graft/accounts';
import { canonicalJson, type Artifact } from '#graft/artifact';
import { Database, type Model, type Transaction, type Version, type Visibility } from '#graft/database';
import { BlobStore } from '#graft/storage';
import type { OriginalFile } from './manifest.js';

/** What somebody asks to have published. */
export interface Publication {
  caller: Caller;
  /** `owner/name`. */
  name: string;
  /** Asked for, never assumed. A further version has to repeat what the model is. */
  visibility: Visibility;
  artifact: Artifact;
  /** Markdown with YAML front matter; a bare card is written where there is none. */
  card?: string;
  /** Formats the model came in, e.g. `tfjs-layers`; the base's where left out. */
  formats?: string[];
  original?: OriginalFile[];
  /** Ids of rows that the caller was found to see. */
  lineage?: { baseId?: string; datasetVersionId?: string; runId?: string };
  metrics?: Record<string, number>;
  /** Aliases to move to this version, besides `latest`. */
  aliases?: string[];
}

export interface Published {
  model: Model;
  version: Version;
  /** False where this very manifest had been published under the name before. */
  created: boolean;
}

/** Runs the write in a transaction; a job passes one that first checks that it still holds its lease. */
export type Commit = (write: (tx: Transaction) => Promise<Published>) => Promise<Published>;
