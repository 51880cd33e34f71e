import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '#graft/accounts';
import { Asks, CurrentVisitor, type Visitor } from '#graft/admission';
import { countBy } from '#graft/collections';
import { LabelResponse } from './datasets.dto.js';
import { Pictures } from './pictures.js';
import { SAMPLE_LICENSE, sampleSet } from './sample-set.js';

export class HeldOutResponse {
  @ApiProperty({ example: 'animals/octopus.png' })
  name: string;
  @ApiProperty({ description: 'The correct label.' })
  label: string;
  @ApiProperty({ description: 'Path of the image.' })
  image: string;
}

export class HeldOutListResponse {
  @ApiProperty({ type: [HeldOutResponse] })
  items: HeldOutResponse[];
  @ApiProperty({ example: SAMPLE_LICENSE })
  license: string;
}

export class SampleResponse {
  @ApiProperty()
  images: number;
  @ApiProperty({ type: [LabelResponse] })
  labels: LabelResponse[];
  @ApiProperty({ example: SAMPLE_LICENSE })
  license: string;
}

/** The sample set, and held-out images of its classes. */
@ApiTags('data sets')
@Public()
@Controller('datasets/sample')
export class SampleController {
  constructor(private readonly pictures: Pictures) {}

  @Get()
  @ApiOperation({ summary: 'The sample set, which `POST /datasets` uses with `sample`' })
  @ApiOkResponse({ type: SampleResponse })
  async show(): Promise<SampleResponse> {
    const { pictures } = await sampleSet();
    const labels = [...countBy(pictures, ({ label }) => label)].map(([label, count]) => ({ label, count }));
    return { images: pictures.length, labels, license: SAMPLE_LICENSE };
  }

  @Get('held-out')
  @ApiOperation({ summary: 'Held-out images to try a model on that was trained on the sample set' })
  @ApiOkResponse({ type: HeldOutListResponse })
  async list(): Promise<HeldOutListResponse> {
    const { heldOut } = await sampleSet();
    const items = heldOut.map(({ name, label }) => ({
      name,
      label,
      image: `/api/v1/datasets/sample/held-out/${name}`,
    }));
    return { items, license: SAMPLE_LICENSE };
  }

  @Get('held-out/:label/:file')
  @Asks('pictures')
  @Header('Cache-Control', 'public, max-age=86400')
  @ApiProduces('image/png')
  async image(
    @Param('label') label: string,
    @Param('file') file: string,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.pictures.sample(visitor, `${label}/${file}`), { type: 'image/png' });
  }
}
