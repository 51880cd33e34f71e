import type { Layer, WeightSpec } from '#graft/network';

/** How many layers of a class the backbone has. */
type Census = Record<string, number>;

/**
 * What sets the architectures of Keras Applications apart, counted in the backbone alone, without the classifier. By
 * structure rather than by names, which every fine-tuning tool changes. Order matters where one census fits two.
 */
const ARCHITECTURES: [name: string, census: Census][] = [
  ['EfficientNetB0', { DepthwiseConv2D: 16, Multiply: 16, Add: 9 }],
  ['EfficientNetB3', { DepthwiseConv2D: 26, Multiply: 26, Add: 19 }],
  ['EfficientNetB4', { DepthwiseConv2D: 32, Multiply: 32, Add: 25 }],
  ['MobileNet', { DepthwiseConv2D: 13, Add: 0 }],
  ['MobileNetV2', { DepthwiseConv2D: 17, Add: 10 }],
  ['InceptionV3', { Conv2D: 94, BatchNormalization: 94 }],
  ['InceptionResNetV2', { Conv2D: 244, BatchNormalization: 203 }],
  ['Xception', { SeparableConv2D: 34 }],
  ['ResNet50', { Conv2D: 53, Add: 16, BatchNormalization: 53 }],
  ['ResNet50V2', { Conv2D: 53, Add: 16, BatchNormalization: 49 }],
  ['ResNet101', { Conv2D: 104, Add: 33, BatchNormalization: 104 }],
  ['ResNet101V2', { Conv2D: 104, Add: 33, BatchNormalization: 100 }],
  ['ResNet152', { Conv2D: 155, Add: 50, BatchNormalization: 155 }],
  ['ResNet152V2', { Conv2D: 155, Add: 50, BatchNormalization: 151 }],
  ['DenseNet121', { Conv2D: 120, Concatenate: 58 }],
  ['DenseNet169', { Conv2D: 168, Concatenate: 82 }],
  ['DenseNet201', { Conv2D: 200, Concatenate: 98 }],
  ['SqueezeNet', { Conv2D: 25, Concatenate: 8 }],
  ['VGG16', { Conv2D: 13, BatchNormalization: 0, Add: 0, Concatenate: 0, DepthwiseConv2D: 0 }],
  ['VGG19', { Conv2D: 16, BatchNormalization: 0, Add: 0, Concatenate: 0, DepthwiseConv2D: 0 }],
];

/** Keras' name of the architecture that the backbone's layers make, or null. */
export function recogniseArchitecture(backbone: Layer<WeightSpec>[]): string | null {
  const counted: Census = {};
  for (const { className } of backbone) counted[className] = (counted[className] ?? 0) + 1;
  const fits = (census: Census) => Object.entries(census).every(([name, count]) => (counted[name] ?? 0) === count);
  return ARCHITECTURES.find(([, census]) => fits(census))?.[0] ?? null;
}
