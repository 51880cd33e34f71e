import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Public } from '#graft/accounts';
import { CATALOGUE, type CatalogueEntry } from './catalogue.js';

export class CatalogueEntryResponse implements CatalogueEntry {
  @ApiProperty({ example: 'mobilenet-v2-100-224', description: 'Proposed for the `name` of `owner/name`.' })
  name: string;
  @ApiProperty()
  title: string;
  @ApiProperty({ description: 'The URL to send to `POST /imports`, which knows its application, hash and licence.' })
  url: string;
  @ApiProperty({ enum: ['tfjs-layers', 'keras-weights'] })
  format: CatalogueEntry['format'];
  @ApiProperty({ description: "Keras' name of the architecture." })
  application: string;
  @ApiPropertyOptional({ description: 'Width multiplier, if the architecture has one.' })
  alpha?: number;
  @ApiProperty()
  includesTop: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Null if the publisher states none.' })
  license: string | null;
  @ApiProperty()
  task: string;
  @ApiProperty({ type: [Number], description: '[height, width] in pixels.' })
  inputSize: number[];
  @ApiProperty()
  parameters: number;
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' } },
    description: "As a model's `outline`.",
  })
  outline: CatalogueEntry['outline'];
  @ApiProperty({ enum: ['tf', 'caffe', 'torch', 'none'] })
  preprocessing: string;
  @ApiPropertyOptional({ description: 'MD5 of the file as hex, from the publisher.' })
  md5?: string;
  @ApiProperty({ description: 'The source in which the publisher names the URL.' })
  source: string;
}

export class CatalogueResponse {
  @ApiProperty({ type: [CatalogueEntryResponse] })
  items: CatalogueEntryResponse[];
}

@ApiTags('browse')
@Controller('catalogue')
export class CatalogueController {
  @ApiOperation({ summary: 'Lists models on the public web that can be imported' })
  @ApiOkResponse({ type: CatalogueResponse })
  @Get()
  @Public()
  list(): CatalogueResponse {
    return { items: [...CATALOGUE] };
  }
}
