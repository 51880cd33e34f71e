import { Injectable } from '@nestjs/common';
import type { Caller } from '#graft/accounts';
import { Database } from '#graft/database';
import { NotFound } from '#graft/problems';
import { BlobStore } from '#graft/storage';
import { LineageTree, type Resolved } from '#graft/zoo';
import { readEvaluation, type RunEvaluation } from './steps/evaluate.js';
import type { VersionEvaluationResponse } from './tasks/responses.js';

/** A run's evaluation as it is published: images by their positions in the data set alone. */
export type PublishedEvaluation = Nameless<RunEvaluation>;

type Nameless<E extends RunEvaluation> = E extends unknown
  ? Omit<E, 'mostWrong'> & { mostWrong: Omit<E['mostWrong'][number], 'name'>[] }
  : never;

/** How good published versions are. */
@Injectable()
export class VersionEvaluations {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly lineage: LineageTree,
  ) {}

  /** @throws NotFound where the version was not made by a run. */
  async find(resolved: Resolved, caller: Caller | null): Promise<VersionEvaluationResponse> {
    const { model, version, manifest } = resolved;
    if (!manifest.evaluation)
      throw new NotFound(`Graft has not evaluated ${model.namespace}/${model.name}@${version.number}: no run made it.`);
    const evaluation: PublishedEvaluation = readEvaluation(
      JSON.parse(new TextDecoder().decode(await this.blobs.read(manifest.evaluation.digest))) as object,
    );
    const { dataset } = await this.lineage.origin(resolved, caller);
    const names = dataset ? await this.namesIn(version.datasetVersionId!, evaluation) : null;
    return {
      ...evaluation,
      mostWrong: evaluation.mostWrong.map((answer) => ({
        ...answer,
        name: names?.get(answer.position) ?? `#${answer.position}`,
      })),
      dataset: names ? dataset!.ref : null,
    };
  }

  /** Null where the data set was deleted. */
  private async namesIn(versionId: string, { mostWrong }: PublishedEvaluation): Promise<Map<number, string> | null> {
    if ((await this.database.datasetVersion.count({ where: { id: versionId } })) === 0) return null;
    const items = await this.database.datasetItem.findMany({
      where: { versionId, position: { in: mostWrong.map(({ position }) => position) } },
      select: { position: true, name: true },
    });
    return new Map(items.map(({ position, name }) => [position, name]));
  }
}
