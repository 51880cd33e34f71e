import { Injectable } from '@nestjs/common';
import type { Caller } from '#graft/accounts';
import type { Artifact } from '#graft/artifact';
import { Database, type Transaction } from '#graft/database';
import { Conflict } from '#graft/problems';
import { fineTuneCard, parseCard, writeCard } from '#graft/cards';
import { Publishing, type Manifest, type Origin, type Published } from '#graft/zoo';
import { bestEpoch } from './early-stopping.js';
import {
  artifactOf,
  datasetOf,
  enginesOf,
  evaluationOf,
  recipeOf,
  taskOf,
  versionLink,
  type RunLog,
  type RunRow,
} from './run-row.js';
import type { PublishRunRequest } from './runs.dto.js';
import type { PublishedEvaluation } from './version-evaluations.js';
import type { RunEvaluation } from './steps/evaluate.js';

type Write = (tx: Transaction) => Promise<Published>;

/** Gives what runs made a name in the zoo. */
@Injectable()
export class RunPublishing {
  constructor(
    private readonly database: Database,
    private readonly publishing: Publishing,
  ) {}

  /** The card that a run's model is published with under a name. @throws Conflict until the run has succeeded */
  card(run: RunRow, log: RunLog, name: string): string {
    assertMade(run);
    return cardOf(run, log, name);
  }

  /**
   * One act: the version and the run's note of it. Repeating it finds the version that the first time made.
   * @param commit a job's, where a job publishes.
   * @throws Conflict until the run has succeeded; and as `Publishing.publish`
   */
  async publish(
    caller: Caller,
    run: RunRow,
    log: RunLog,
    request: PublishRunRequest,
    commit: (write: Write) => Promise<Published> = (write) => this.database.$transaction(write),
  ): Promise<Published> {
    const { artifact, evaluation } = assertMade(run);
    const { name, visibility, aliases, license } = request;
    const card = withLicense(request.card ?? cardOf(run, log, name), license);
    return this.publishing.publish(
      {
        caller,
        name,
        visibility,
        aliases,
        artifact,
        card,
        lineage: { baseId: run.baseVersionId, dataset: originOf(run), runId: run.id },
        metrics: taskOf(run).metrics(evaluation),
        evaluation: withoutNames(evaluation),
      },
      (write) =>
        commit(async (tx) => {
          const published = await write(tx);
          await tx.run.update({ where: { id: run.id }, data: { publishedVersionId: published.version.id } });
          return published;
        }),
    );
  }
}

/** The evaluation without names of images, which are private. Callers who may see the images find them by position. */
const withoutNames = ({ mostWrong, ...evaluation }: RunEvaluation): PublishedEvaluation => ({
  ...evaluation,
  mostWrong: mostWrong.map(({ name: _, ...answer }) => answer),
});

function originOf(run: RunRow): NonNullable<Origin['dataset']> {
  const { ref, digest } = datasetOf(run);
  return { versionId: run.datasetVersionId, ref, digest };
}

/** @throws Conflict unless the run has made a model */
function assertMade(run: RunRow): { artifact: Artifact; evaluation: RunEvaluation } {
  const artifact = artifactOf(run);
  const evaluation = evaluationOf(run);
  if (artifact && evaluation) return { artifact, evaluation };
  throw new Conflict(`Run ${run.id} has no model to publish, because its status is ${run.job.status}.`, {
    received: run.job.status,
    accepted: 'a run that has succeeded',
  });
}

function cardOf(run: RunRow, { history }: RunLog, name: string): string {
  const { base, datasetVersion } = run;
  const dataset = datasetOf(run);
  const evaluation = evaluationOf(run)!;
  // A data set that is private or was deleted isn't named, nor are its images.
  const mayName = datasetVersion?.dataset.visibility === 'public';
  return fineTuneCard({
    name,
    base: {
      ref: base.model.visibility === 'public' ? versionLink(base).ref : null,
      license: (base.manifest as unknown as Manifest).config.license,
    },
    dataset: {
      ref: mayName ? dataset.ref : null,
      license: dataset.license,
      labels: dataset.labels,
      images: evaluation.split,
    },
    task: taskOf(run).card(evaluation, dataset.labels, mayName),
    run: {
      engine: enginesOf(run)!.training,
      epochs: history.length,
      bestEpoch: bestEpoch(history)!.epoch,
    },
    recipe: recipeOf(run),
  });
}

/** @throws InvalidInput where the card is not one */
function withLicense(card: string, license: string | undefined): string {
  if (license === undefined) return card;
  const { frontMatter, body } = parseCard(card);
  return writeCard({ frontMatter: { ...frontMatter, license }, body });
}
