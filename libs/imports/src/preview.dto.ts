import { ApiProperty } from '@nestjs/swagger';
import type { Found } from './companions.js';
import type { Preview } from './preview.js';
import { NetworkFactsResponse, PreprocessingResponse, TopBoundaryResponse } from '#graft/zoo';

class Finding {
  @ApiProperty({
    example: 'labels.txt',
    description: 'The file or part of the model that contains it, or `the request`.',
  })
  from: string;
}

export class FoundLabelsResponse extends Finding implements Found<string[]> {
  @ApiProperty({ type: [String], description: 'One per output, or two for a single output.' })
  value: string[];
}

export class FoundPreprocessingResponse extends Finding implements Found<PreprocessingResponse> {
  @ApiProperty()
  value: PreprocessingResponse;
}

export class FoundLicenseResponse extends Finding implements Found<string> {
  @ApiProperty({ example: 'mit' })
  value: string;
}

export class ReadFileResponse {
  @ApiProperty({ example: 'model.json' })
  name: string;
  @ApiProperty({ description: 'Bytes.' })
  size: number;
}

/** What was found in a model's files, shown before anything is published. */
export class PreviewResponse extends NetworkFactsResponse implements Preview {
  @ApiProperty({ example: 'keras-hdf5' })
  format: string;
  @ApiProperty({ type: TopBoundaryResponse, nullable: true })
  top: TopBoundaryResponse | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Number of layers per class.',
  })
  layers: Record<string, number>;
  @ApiProperty({ type: FoundLabelsResponse, nullable: true })
  labels: FoundLabelsResponse | null;
  @ApiProperty({
    type: FoundPreprocessingResponse,
    nullable: true,
    description: 'Null if unknown; publishing an image model needs it.',
  })
  preprocessing: FoundPreprocessingResponse | null;
  @ApiProperty({ type: FoundLicenseResponse, nullable: true })
  license: FoundLicenseResponse | null;
  @ApiProperty({
    type: [String],
    description: 'Weights with NaN or infinite values; the predictions are probably useless.',
  })
  nonFiniteWeights: string[];
  @ApiProperty({ type: [ReadFileResponse], description: 'Every file that was read.' })
  files: ReadFileResponse[];
}
