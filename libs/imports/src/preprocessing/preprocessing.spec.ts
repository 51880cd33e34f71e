import { expect, it } from 'vitest';
import { preprocessingOf } from '#graft/images';
import { parsePreprocessing } from './settings.js';
import { preprocessingIn } from './files.js';

const INPUT = [224, 224, 3];
const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], scale: 1 / 255 };
const whole = preprocessingOf('torch', 224);

it.each<[string, string, object, object]>([
  [
    'ViT of Hugging Face: squashed, no middle',
    'preprocessor_config.json',
    {
      ...{ do_normalize: true, do_rescale: true, do_resize: true, image_processor_type: 'ViTImageProcessor' },
      ...{ image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5], resample: 2, rescale_factor: 0.00392156862745098 },
      size: { height: 224, width: 224 },
    },
    { resize: 'squash', interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  ],
  [
    'MobileNetV2 of Hugging Face: the middle 224 of 256',
    'preprocessor_config.json',
    {
      ...{ crop_size: { height: 224, width: 224 }, do_center_crop: true, do_normalize: true, do_rescale: true },
      ...{ image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5], resample: 2, rescale_factor: 1 / 255 },
      ...{ image_processor_type: 'MobileNetV2ImageProcessor', size: { shortest_edge: 256 } },
    },
    { resize: 'crop', cropFraction: 0.875, mean: [0.5, 0.5, 0.5] },
  ],
  [
    'ConvNeXT of Hugging Face: its share in crop_pct',
    'preprocessor_config.json',
    {
      ...{ crop_pct: 0.875, do_resize: true, feature_extractor_type: 'ConvNextFeatureExtractor', resample: 3 },
      ...{ image_mean: IMAGENET.mean, image_std: IMAGENET.std, size: 224 },
    },
    { interpolation: 'bicubic', cropFraction: 0.875, ...IMAGENET },
  ],
  [
    'a processor that neither rescales nor normalises',
    'preprocessor_config.json',
    { do_rescale: false, do_normalize: false, image_processor_type: 'X', size: { height: 224, width: 224 } },
    { scale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
  ],
  [
    'timm',
    'config.json',
    {
      architecture: 'efficientnet_lite0',
      pretrained_cfg: {
        ...{ input_size: [3, 224, 224], interpolation: 'bicubic', crop_pct: 0.875, crop_mode: 'center' },
        ...{ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
      },
    },
    { resize: 'crop', interpolation: 'bicubic', cropFraction: 0.875, scale: 1 / 255, mean: [0.5, 0.5, 0.5] },
  ],
  [
    'Teachable Machine',
    'metadata.json',
    { packageName: '@teachablemachine/image', labels: ['a', 'b'] },
    { resize: 'crop', scale: 1 / 127.5, mean: [1, 1, 1] },
  ],
  [
    'Graft',
    'preprocessing.json',
    { ...whole, cropFraction: 0.9, antialias: false },
    { cropFraction: 0.9, antialias: false },
  ],
])('reads what %s writes beside a model', (_, name, json, expected) => {
  expect(preprocessingIn(name, JSON.stringify(json), INPUT)).toMatchObject({
    size: [224, 224],
    channels: 3,
    ...expected,
  });
});

it.each([
  ['config.json', { model_type: 'vit', architectures: ['ViTForImageClassification'] }],
  ['preprocessor_config.json', { processor_class: 'WhisperProcessor' }],
  ['metadata.json', { packageName: 'another' }],
  ['config.json', []],
])('finds nothing in a %s that says nothing of images', (name, json) => {
  expect(preprocessingIn(name, JSON.stringify(json), INPUT)).toBeNull();
});

it.each<[string, object, string]>([
  ['an unknown key', { ...whole, crop: 0.9 }, 'preprocessing.crop'],
  ['a share of 0', { ...whole, cropFraction: 0 }, 'preprocessing.cropFraction'],
  ['a share above 1', { ...whole, cropFraction: 1.1 }, 'preprocessing.cropFraction'],
  ['a share in words', { ...whole, cropFraction: '0.9' }, 'preprocessing.cropFraction'],
  ['an antialias that is no flag', { ...whole, antialias: 'no' }, 'preprocessing.antialias'],
  ['a deviation of 0', { ...whole, std: [1, 0, 1] }, 'preprocessing.std'],
  ['too few means', { ...whole, mean: [0, 0] }, 'preprocessing.mean'],
  ['a size that does not fit the network', { ...whole, size: [128, 128] }, 'preprocessing.size'],
  ['a filter that is not known', { ...whole, interpolation: 'lanczos' }, 'preprocessing.interpolation'],
])('refuses %s, naming the key, what was received and what is accepted', (_, given, where) => {
  expect(() => parsePreprocessing(given, INPUT)).toThrow(
    expect.objectContaining({
      type: 'invalid-input',
      extras: expect.objectContaining({ where, accepted: expect.anything() as object }) as object,
    }),
  );
});
