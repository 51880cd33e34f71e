import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

/** The path of a thing that has an id: a run, an import, a token. */
export class IdPath {
  @ApiProperty()
  @IsUUID(undefined, { message: 'id must be a UUID' })
  id: string;
}
