import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ArtifactSummary } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import type { OutlineStage, Shape, TopBoundary } from '#graft/network';

const TASKS: ArtifactSummary['task'][] = [
  'image-classification',
  'multi-label-image-classification',
  'feature-extraction',
  'other',
];

const EXTENTS = { type: 'array', items: { type: 'number', nullable: true } } as const;

/** Where the layers that classify begin. */
export class TopBoundaryResponse implements TopBoundary {
  @ApiProperty({ description: 'The layer whose output is the last feature map; what follows it is the top.' })
  layer: string;
  @ApiProperty({
    enum: ['pooling', 'flatten', 'convolution-classifier', 'named'],
    description: 'Kind of the first layer of the top; `named` if the importer named the layer.',
  })
  kind: TopBoundary['kind'];
}

/** How an image becomes the input. */
export class PreprocessingResponse implements Preprocessing {
  @ApiProperty({ type: [Number], description: '[height, width] in pixels.' })
  size: [number, number];
  @ApiProperty({ type: Number, enum: [1, 3] })
  channels: Preprocessing['channels'];
  @ApiProperty({
    enum: ['squash', 'crop'],
    description: '`crop` keeps the proportions, covers the size and crops the centre.',
  })
  resize: Preprocessing['resize'];
  @ApiProperty({ enum: ['nearest', 'bilinear', 'bicubic'] })
  interpolation: Preprocessing['interpolation'];
  @ApiPropertyOptional({ description: 'Share of height and width that is kept, from the centre; 1 by default.' })
  cropFraction?: number;
  @ApiPropertyOptional({
    description: 'If false, downscaling skips pixels, as `tf.image.resize` does by default; true by default.',
  })
  antialias?: boolean;
  @ApiProperty({ description: 'value = (pixel in 0…255 × scale − mean[c]) / std[c], c in the order of the channels.' })
  scale: number;
  @ApiProperty({ type: [Number] })
  mean: number[];
  @ApiProperty({ type: [Number] })
  std: number[];
  @ApiProperty({ enum: ['rgb', 'bgr'] })
  channelOrder: Preprocessing['channelOrder'];
}

/** What is known of a network without its layers. */
export class NetworkFactsResponse {
  @ApiProperty({ enum: TASKS })
  task: ArtifactSummary['task'];
  @ApiProperty({ type: String, nullable: true, description: 'Name of the Keras architecture, if it is recognised.' })
  architecture: string | null;
  @ApiProperty({
    ...EXTENTS,
    description: '[height, width, channels] for images; null where any extent is accepted; without the batch.',
  })
  inputShape: Shape;
  @ApiProperty({ ...EXTENTS, description: 'Without the batch.' })
  outputShape: Shape;
  @ApiProperty()
  parameters: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Parameters at and below the top boundary.' })
  backboneParameters: number | null;
}

export class NetworkResponse extends NetworkFactsResponse implements ArtifactSummary {
  @ApiProperty({ description: 'Number of layers.' })
  layers: number;
  @ApiProperty({ description: 'Stored size of the weights in bytes.' })
  weightBytes: number;
  @ApiProperty({ type: Number, nullable: true })
  labelCount: number | null;
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'array', items: { type: 'number' } },
    description: 'Same as `outline` of a model; older versions lack it.',
  })
  outline?: OutlineStage[];
}
