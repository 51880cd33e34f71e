import { expect, it } from 'vitest';
import { readModelState, writeModelState } from './model-state';
import { filePath, FORMATS, type Preprocessing, snippetOf, type Wanted } from './snippets';

const unit: Preprocessing = {
  size: [224, 224],
  channels: 3,
  resize: 'squash',
  interpolation: 'bilinear',
  scale: 1 / 255,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  channelOrder: 'rgb',
};
const caffe: Preprocessing = { ...unit, scale: 1, mean: [103.939, 116.779, 123.68], channelOrder: 'bgr' };
const wanted: Wanted = {
  origin: 'http://zoo.example',
  owner: 'ada',
  name: 'pets',
  version: 3,
  withoutTop: null,
  preprocessing: unit,
  inputShape: [224, 224, 3],
  isPrivate: false,
};

it('names the files of a version, whole or cut', () => {
  expect(filePath(wanted, 'keras/model.h5')).toBe('/api/v1/models/ada/pets/versions/3/keras/model.h5');
  const cut = { ...wanted, withoutTop: { pooling: 'max' as const } };
  expect(filePath(cut, 'tfjs/model.json')).toMatch(/\/tfjs\/model\.json\?top=false&pooling=max$/);
  expect(filePath({ ...wanted, withoutTop: { pooling: 'none' } }, 'x')).toMatch(/\/x\?top=false$/);
});

it('cuts the top off in every snippet where that is wanted', () => {
  const cut = { ...wanted, withoutTop: { pooling: 'avg' as const } };
  for (const format of FORMATS) expect(snippetOf(format, cut)).toMatch(/top=false&pooling=avg|--no-top --pooling avg/);
  for (const format of FORMATS) expect(snippetOf(format, wanted)).not.toMatch(/top/);
});

it('asks for a token where the model is private', () => {
  for (const format of FORMATS) {
    expect(snippetOf(format, { ...wanted, isPrivate: true })).toContain('YOUR_TOKEN');
    expect(snippetOf(format, wanted)).not.toContain('TOKEN');
  }
});

it('prepares pictures as the version says, and says nothing of what changes nothing', () => {
  expect(snippetOf('tfjs', wanted)).toContain('input = input.mul(1 / 255);');
  expect(snippetOf('tfjs', wanted)).not.toMatch(/sub|div|reverse/);
  const bgr = { ...wanted, preprocessing: caffe };
  expect(snippetOf('tfjs', bgr)).toMatch(/reverse\(2\).*\n.*sub\(\[103\.939, 116\.779, 123\.68\]\)/);
  expect(snippetOf('keras', bgr)).toMatch(/x\[\.\.\., ::-1\].*\nx = x - \[103\.939, 116\.779, 123\.68\]\n/);
  const cropped = { ...wanted, preprocessing: { ...unit, resize: 'crop' as const } };
  expect(snippetOf('onnx', cropped)).toContain('from PIL import Image, ImageOps');
  expect(snippetOf('keras', cropped)).toContain('keep_aspect_ratio=True');
  const middle = { ...wanted, preprocessing: { ...unit, resize: 'crop' as const, cropFraction: 0.875 } };
  expect(snippetOf('tfjs', middle)).toContain('const side = Math.round(Math.min(height, width) * 0.875);');
  for (const format of ['keras', 'onnx'] as const)
    expect(snippetOf(format, middle)).toMatch(
      /ImageOps\.fit\(.*, \(224, 224\), Image\.Resampling\.BILINEAR, bleed=0\.0625\)/,
    );
  expect(snippetOf('keras', { ...wanted, preprocessing: null, inputShape: [null, null, 3] })).toContain(
    'load_img("photo.jpg")',
  );
});

it('keeps the page in its address', () => {
  const search = 'version=3&tab=use&top=false&pooling=max';
  expect(writeModelState(readModelState(new URLSearchParams(search))).toString()).toBe(search);
  expect(writeModelState(readModelState(new URLSearchParams('tab=nothing&pooling=max'))).toString()).toBe('');
});
