import { Injectable } from '@nestjs/common';
import { visitorFor } from '#graft/admission';
import { Database, type Version } from '#graft/database';
import { Problem } from '#graft/problems';
import { LATEST, type Manifest } from '#graft/zoo';
import { ModelPool } from './pool/model-pool.js';

/** Models that are looked at in one go; the latest come first. */
const MOST = 1000;

/** The outlines by which models are drawn, of those that were published before there were any. */
@Injectable()
export class Outlines {
  constructor(
    private readonly database: Database,
    private readonly pool: ModelPool,
  ) {}

  /**
   * Finds the outlines that models lack, one after the other; harmless to repeat, and to interrupt.
   * @returns how many it found
   */
  async fill(): Promise<number> {
    const bare = await this.database.version.findMany({
      where: { aliases: { some: { name: LATEST } }, model: { outline: { equals: [] } } },
      orderBy: { createdAt: 'desc' },
      take: MOST,
    });
    let found = 0;
    for (const version of bare) found += await this.draw(version);
    return found;
  }

  /** @returns how many models have an outline for it: one, or none if there is none of its network. */
  private async draw({ id, modelId, manifest }: Version): Promise<number> {
    const { artifact } = manifest as unknown as Manifest;
    if (artifact.summary.outline) return 0; // looked at when it was published: there is nothing to draw
    const outline = await this.pool.outline(visitorFor('server'), artifact).catch((error: unknown) => {
      if (error instanceof Problem) return []; // a model that cannot be read any more is none that can be drawn
      throw error;
    });
    if (outline.length === 0) return 0;
    // Not where another version has come meanwhile, which brought its own.
    const { count } = await this.database.model.updateMany({
      where: { id: modelId, aliases: { some: { name: LATEST, versionId: id } } },
      data: { outline },
    });
    return count;
  }
}
