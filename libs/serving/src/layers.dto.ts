import { ApiProperty } from '@nestjs/swagger';
import type { LayerRow } from '#graft/network';
import { TopBoundaryResponse } from '#graft/zoo';

export class LayerResponse implements LayerRow {
  @ApiProperty()
  name: string;
  @ApiProperty({ example: 'Conv2D' })
  className: string;
  @ApiProperty({ type: 'array', items: { type: 'number', nullable: true }, description: 'Without the batch.' })
  outputShape: (number | null)[];
  @ApiProperty()
  parameters: number;
  @ApiProperty()
  trainable: boolean;
  @ApiProperty({ description: 'Whether the layer belongs to the top.' })
  inTop: boolean;
  @ApiProperty({ type: [String], description: 'Names of its input layers, each once.' })
  inputs: string[];
  @ApiProperty({
    description: 'Whether all later layers depend only on its output, so that the frozen layers can end here.',
  })
  onSpine: boolean;
}

export class LayerTableResponse {
  @ApiProperty({ type: TopBoundaryResponse, nullable: true })
  top: TopBoundaryResponse | null;
  @ApiProperty({ type: [LayerResponse] })
  layers: LayerResponse[];
}
