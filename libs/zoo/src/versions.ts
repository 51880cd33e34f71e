import { Injectable } from '@nestjs/common';
import type { Caller } from '#graft/accounts';
import { readLabels, readPreprocessing } from '#graft/artifact';
import { type Alias, Database, type Model, type Version } from '#graft/database';
import { BlobStore } from '#graft/storage';
import { parseCard } from '#graft/cards';
import { LATEST } from './latest.js';
import { LineageTree } from './lineage.js';
import type { Manifest } from './manifest.js';
import type { Resolved } from './references.js';
import { CardResponse, VersionResponse, VersionSummaryResponse } from './versions.dto.js';

export type VersionWithAliases = Version & { aliases: Alias[] };

/** Versions as they are shown. */
@Injectable()
export class Versions {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly lineage: LineageTree,
  ) {}

  /** The newest first, yanked ones too; one more than the limit where there are more. @param before a number. */
  list(model: Model, limit: number, before?: number): Promise<VersionWithAliases[]> {
    return this.database.version.findMany({
      where: { modelId: model.id, number: { lt: before } },
      include: { aliases: true },
      orderBy: { number: 'desc' },
      take: limit + 1,
    });
  }

  /** The version that `latest` points to. */
  latest(model: Model): Promise<VersionWithAliases | null> {
    return this.database.version.findFirst({
      where: { modelId: model.id, aliases: { some: { name: LATEST } } },
      include: { aliases: true },
    });
  }

  async detail(resolved: Resolved, caller: Caller | null): Promise<VersionResponse> {
    const { model, version, manifest, warning } = resolved;
    const { config, artifact } = manifest;
    const [aliases, labels, preprocessing, lineage] = await Promise.all([
      this.database.alias.findMany({ where: { versionId: version.id } }),
      readLabels(this.blobs, artifact),
      readPreprocessing(this.blobs, artifact),
      this.lineage.origin(resolved, caller),
    ]);
    return {
      ...VersionSummaryResponse.of({ ...version, aliases }),
      ref: `${model.namespace}/${model.name}@${version.number}`,
      warning,
      title: config.title,
      summary: config.summary,
      license: config.license,
      tags: config.tags,
      formats: config.formats,
      network: artifact.summary,
      top: artifact.top,
      cut: artifact.cut ?? artifact.top?.layer ?? null,
      preprocessing,
      labels,
      evaluated: manifest.evaluation !== undefined,
      original: manifest.original.map(({ path, blob }) => ({ path, ...blob })),
      lineage,
    };
  }

  async card(version: Version): Promise<CardResponse> {
    const { card } = version.manifest as unknown as Manifest;
    const markdown = new TextDecoder().decode(await this.blobs.read(card.digest));
    return { markdown, ...parseCard(markdown) };
  }
}
