import { ApiProperty } from '@nestjs/swagger';
import { JobStatus } from '#graft/database';
import { parseCard } from '#graft/cards';
import { cardOf } from './card.js';
import type { ImportSource } from './requests.js';
import { expiryOf, type ImportWithJob } from './imports.js';
import { type IndexCounts, NO_COUNTS } from './indexing/records.js';
import { PreviewResponse } from './preview.dto.js';
import type { ImportedModel } from './preview.js';
import { CardResponse, type Published } from '#graft/zoo';

class IndexProblem {
  @ApiProperty({ description: "Key of the model's main file." })
  key: string;
  @ApiProperty()
  reason: string;
  @ApiProperty({
    description:
      'Whether the next index tries again even if the model is unchanged, because its store was unavailable.',
  })
  again: boolean;
}

export class IndexResponse implements IndexCounts {
  @ApiProperty({ description: 'Models that are new in the zoo.' })
  indexed: number;
  @ApiProperty({ description: 'Unchanged models, which were not read.' })
  unchanged: number;
  @ApiProperty({ description: 'Changed models, which have a new version.' })
  changed: number;
  @ApiProperty({ description: 'Models that were yanked because their objects were removed.' })
  gone: number;
  @ApiProperty({ description: 'Models that cannot be read.' })
  refused: number;
  @ApiProperty({ description: 'Models that could not be read this time; the next index tries again.' })
  failed: number;
  @ApiProperty({ description: 'Objects that belong to no model.' })
  ignored: number;
  @ApiProperty({
    type: [IndexProblem],
    description: 'Why models were refused or failed, now or before; the first 1,000.',
  })
  problems: IndexProblem[];
}

/** An import in a list. */
export class ImportSummary {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ enum: JobStatus })
  status: JobStatus;
  @ApiProperty({ type: Object, description: 'The request.' })
  source: ImportSource;
  @ApiProperty({ type: String, nullable: true, description: 'Proposed for publishing: `owner/name`.' })
  name: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The version that it was last published as: `owner/name@number`.',
  })
  published: string | null;
  @ApiProperty()
  createdAt: Date;
  @ApiProperty({ type: Date, nullable: true })
  finishedAt: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When it is deleted; null while it is running.' })
  expiresAt: Date | null;

  static of({ id, source, job, version, createdAt }: ImportWithJob): ImportSummary {
    return {
      id,
      status: job.status,
      source: source as unknown as ImportSource,
      name: (job.input as { name?: string }).name ?? null,
      published: version && `${version.model.namespace}/${version.model.name}@${version.number}`,
      createdAt,
      finishedAt: job.finishedAt,
      expiresAt: expiryOf(job),
    };
  }
}

export class ImportPage {
  @ApiProperty({ type: [ImportSummary] })
  items: ImportSummary[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class ImportResponse extends ImportSummary {
  @ApiProperty({ type: PreviewResponse, nullable: true, description: 'What was found, once a model was read.' })
  preview: PreviewResponse | null;
  @ApiProperty({
    type: CardResponse,
    nullable: true,
    description: 'The card that is used if the request has no card, once a model was read.',
  })
  card: CardResponse | null;
  @ApiProperty({
    type: IndexResponse,
    nullable: true,
    description: 'Numbers of models by result, for an index of a bucket or folder.',
  })
  result: IndexResponse | null;
  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'Problem details, if it failed: the file, the place in it and the reason.',
  })
  problem: unknown;
  static withProblems(found: ImportWithJob, problems: IndexProblem[]): ImportResponse {
    const { preview, result, job } = found;
    const index = result && 'counts' in (result as object) ? (result as unknown as { counts: IndexCounts }) : null;
    return {
      ...ImportSummary.of(found),
      preview: preview as unknown as PreviewResponse | null,
      card: cardIn(result),
      result: index && { ...NO_COUNTS, ...index.counts, problems },
      problem: job.problem,
    };
  }
}

function cardIn(result: unknown): CardResponse | null {
  if (result === null || !('artifact' in (result as object))) return null;
  const markdown = cardOf(result as ImportedModel);
  return { markdown, ...parseCard(markdown) };
}

/** The version that an import was published as. */
export class PublishedResponse {
  @ApiProperty({ example: 'ada/pets@1' })
  ref: string;
  @ApiProperty()
  digest: string;
  @ApiProperty({ description: 'False if the same content had been published under the name before.' })
  created: boolean;

  static of({ model, version, created }: Published): PublishedResponse {
    return { ref: `${model.namespace}/${model.name}@${version.number}`, digest: version.digest, created };
  }
}
