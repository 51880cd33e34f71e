import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Public } from '#graft/accounts';
import { CATALOGUE, type CatalogueEntry } from './catalogue.js';

export class CatalogueEntryResponse implements CatalogueEntry {
  @ApiProperty({ example: 'mobilenet-v2-100-224', description: 'Proposed for the `name` of `owner/name`.' })
  name: string;
  @ApiProperty()
  title: string;
  @ApiProperty({ description: 'What to send to `POST /imports`, which knows the application, hash and licence of it.' })
  url: string;
  @ApiProperty({ enum: ['tfjs-layers', 'keras-weights'] })
  format: CatalogueEntry['format'];
  @ApiProperty({ description: "Keras' name of the architecture." })
  application: string;
  @ApiPropertyOptional({ description: 'Width multiplier, where the architecture has one.' })
  alpha?: number;
  @ApiProperty()
  includesTop: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Null where the publisher states none.' })
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
  @ApiPropertyOptional({ description: "MD5 of the file, hex, as its publisher's source has it." })
  md5?: string;
  @ApiProperty({ description: 'Where the publisher names the address.' })
  source: string;
}

export class CatalogueResponse {
  @ApiProperty({ type: [CatalogueEntryResponse] })
  items: CatalogueEntryResponse[];
}

@ApiTags('browse')
@Controller('catalogue')
export class CatalogueController {
  @ApiOperation({ summary: 'Models on the public web that can be imported; nothing is fetched before you ask for it' })
  @ApiOkResponse({ type: CatalogueResponse })
  @Get()
  @Public()
  list(): CatalogueResponse {
    return { items: [...CATALOGUE] };
  }
}
