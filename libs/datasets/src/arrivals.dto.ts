import { ApiProperty } from '@nestjs/swagger';
import { JobStatus } from '#graft/database';
import type { Job } from '#graft/jobs';
import type { ArrivalInput } from './arrival-input.js';

export class ArrivalResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: '`owner/name`' })
  dataset: string;
  @ApiProperty({ description: 'Number of the new version.' })
  version: number;
  @ApiProperty({ enum: JobStatus })
  status: JobStatus;
  @ApiProperty({ type: Object, nullable: true, description: 'Problem details, if it failed.' })
  problem: unknown;
  @ApiProperty()
  createdAt: Date;
  @ApiProperty({ type: Date, nullable: true })
  finishedAt: Date | null;

  static of({ id, input, status, problem, createdAt, finishedAt }: Job): ArrivalResponse {
    const { dataset, number } = input as unknown as ArrivalInput;
    return { id, dataset, version: number, status, problem, createdAt, finishedAt };
  }
}
