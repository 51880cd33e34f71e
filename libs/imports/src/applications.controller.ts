import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '#graft/accounts';
import { applications } from '#graft/network';

export class ApplicationResponse {
  @ApiProperty({ example: 'MobileNet', description: 'What `application` of `POST /imports` takes.' })
  name: string;
  @ApiProperty({ description: 'Preprocessing of the Keras weights: tf, caffe, torch or none.' })
  preprocessing: string;
}

export class ApplicationList {
  @ApiProperty({ type: [ApplicationResponse] })
  items: ApplicationResponse[];
}

@ApiTags('add a model')
@Controller('applications')
export class ApplicationsController {
  @ApiOperation({ summary: 'Lists the Keras architectures that weights-only files can be imported with' })
  @ApiOkResponse({ type: ApplicationList })
  @Get()
  @Public()
  list(): ApplicationList {
    return { items: applications.map(({ name, preprocessing }) => ({ name, preprocessing })) };
  }
}
