import type { Artifact } from '#graft/artifact';
import type { Prisma } from '#graft/database';
import { Conflict } from '#graft/problems';
import type { EpochRecord } from './fit.js';
import { readEvaluation } from './steps/evaluate.js';
import type { EpochEvent, RunEngines } from './steps/fit.js';
import { FIRST_TASK, taskNamed, type RunTask, type TaskName } from './tasks/index.js';
import type { Reasons } from './recipe-defaults.js';
import type { CompleteRecipe } from './recipe.js';
import type { RunResponse, RunDatasetLink, RunSummaryResponse, VersionLink } from './runs.dto.js';

/** What a run is shown with. */
export const RUN_PARTS = {
  job: true,
  base: { include: { model: true } },
  datasetVersion: { select: { dataset: { select: { visibility: true } } } },
  published: { include: { model: true } },
} satisfies Prisma.RunInclude;

/** A run and what it is shown with. */
export type RunRow = Prisma.RunGetPayload<{ include: typeof RUN_PARTS }>;

type VersionRow = RunRow['base'];

/** What a run remembers of its data set version, which may be deleted. */
export interface RunDataset {
  /** `owner/name@number`. */
  ref: string;
  digest: string;
  labels: string[];
  license: string | null;
  /** Runs made before there were several tasks lack it. */
  task?: TaskName;
}

export function summaryOf(run: RunRow): RunSummaryResponse {
  return {
    id: run.id,
    task: taskOf(run).name,
    status: run.job.status,
    base: versionLink(run.base),
    dataset: datasetLink(run),
    recipe: recipeOf(run),
    artifactDigest: run.artifactDigest,
    accuracy: metricsOf(run)?.accuracy ?? null,
    published: run.published && versionLink(run.published),
    problem: run.job.problem as object | null,
    createdAt: run.createdAt,
    startedAt: run.job.startedAt,
    finishedAt: run.job.finishedAt,
  };
}

export function detailsOf(run: RunRow, events: RunLog): RunResponse {
  return {
    ...summaryOf(run),
    reasons: run.reasons as Reasons,
    engine: enginesOf(run),
    evaluation: evaluationOf(run),
    ...events,
  };
}

/** What the job's log says of a run. */
export interface RunLog {
  history: EpochRecord[];
  /** Each step took, by its name. */
  seconds: Record<string, number>;
}

/** Of steps and epochs that were repeated the later values win; an epoch that is repeated begins the history anew from there. */
export function readLog(events: { type: string; data: unknown }[]): RunLog {
  let history: EpochRecord[] = [];
  const seconds: Record<string, number> = {};
  for (const { type, data } of events) {
    if (type === 'epoch') {
      const { epochs: _, secondsLeft: __, ...record } = data as EpochEvent;
      history = [...history.filter((before) => before.epoch < record.epoch), record];
    }
    const step = data as { step: string; seconds?: number };
    if (type === 'step' && step.seconds !== undefined) seconds[step.step] = step.seconds;
  }
  return { history, seconds };
}

export const recipeOf = (run: RunRow) => run.recipe as unknown as CompleteRecipe;
export const artifactOf = (run: RunRow) => run.artifact as unknown as Artifact | null;
export const evaluationOf = ({ evaluation }: RunRow) => (evaluation ? readEvaluation(evaluation as object) : null);
export const datasetOf = (run: RunRow) => run.dataset as unknown as RunDataset;
export const enginesOf = (run: RunRow) => run.engine as unknown as RunEngines | null;

export const taskOf = (run: RunRow): RunTask => taskNamed(datasetOf(run).task ?? FIRST_TASK);

function metricsOf(run: RunRow): Record<string, number> | null {
  const evaluation = evaluationOf(run);
  return evaluation && taskOf(run).metrics(evaluation);
}

export function versionLink({ model, number, digest }: VersionRow): VersionLink {
  return { ref: `${model.namespace}/${model.name}@${number}`, digest };
}

/** @throws Conflict where the data set was deleted */
export function assertImagesThere(run: RunRow): string {
  if (run.datasetVersionId !== null) return run.datasetVersionId;
  throw new Conflict(
    `The data set ${datasetOf(run).ref} was deleted, together with its images. Start a run on another data set.`,
  );
}

export function datasetLink(run: RunRow): RunDatasetLink {
  const { ref, digest } = datasetOf(run);
  return { ref, digest, deleted: run.datasetVersionId === null };
}
