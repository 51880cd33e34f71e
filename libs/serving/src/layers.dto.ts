import { ApiProperty } from '@nestjs/swagger';
import type { LayerRow } from '#graft/network';
import { TopBoundaryResponse } from '#graft/zoo';

export class LayerResponse implements LayerRow {
  @ApiProperty()
  name: string;
  @ApiProperty({ example: 'Conv2D' })
  className: string;
  @ApiProperty({ type: 'array', items: { type: 'number', nullable: true }, description: 'Without batch.' })
  outputShape: (number | null)[];
  @ApiProperty()
  parameters: number;
  @ApiProperty()
  trainable: boolean;
  @ApiProperty({ description: 'Left out when the model is loaded without its top.' })
  inTop: boolean;
  @ApiProperty({ type: [String], description: 'Names of the layers that it reads, each once.' })
  inputs: string[];
  @ApiProperty({ description: 'Everything above is computed from its output alone, so that freezing may end here.' })
  onSpine: boolean;
}

export class LayerTableResponse {
  @ApiProperty({ type: TopBoundaryResponse, nullable: true })
  top: TopBoundaryResponse | null;
  @ApiProperty({ type: [LayerResponse] })
  layers: LayerResponse[];
}
