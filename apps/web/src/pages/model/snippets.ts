import type { Resource } from '#graft/api';
import type { Pooling } from './model-state';

/** How an image becomes the input, as a version has it. */
export type Preprocessing = Resource<'PreprocessingResponse'>;

/** What a snippet is written for. */
export interface Wanted {
  /** Of the server, e.g. `http://127.0.0.1:3000`. */
  origin: string;
  owner: string;
  name: string;
  version: number;
  /** Null with the top; else what follows the last feature map. */
  withoutTop: { pooling: Pooling } | null;
  preprocessing: Preprocessing | null;
  /** [height, width, channels], null if free. */
  inputShape: readonly (number | null)[];
  /** Then a token is needed. */
  isPrivate: boolean;
}

export const FORMATS = ['tfjs', 'keras', 'onnx', 'cli'] as const;
export type Format = (typeof FORMATS)[number];

/** `/api/v1/models/…/versions/3/tfjs/model.json?top=false&pooling=avg`, to download or to load from. */
export function filePath({ owner, name, version, withoutTop }: Wanted, file: string, more = {}): string {
  const query = new URLSearchParams({
    ...(withoutTop && { top: 'false', ...(withoutTop.pooling !== 'none' && { pooling: withoutTop.pooling }) }),
    ...more,
  }).toString();
  return `/api/v1/models/${owner}/${name}/versions/${version}/${file}${query && `?${query}`}`;
}

/** A program that loads the model and runs it on an image. */
export const snippetOf = (format: Format, wanted: Wanted): string => SNIPPETS[format](wanted).join('\n');

const SNIPPETS: Record<Format, (wanted: Wanted) => string[]> = {
  tfjs: (wanted) => [
    "import * as tf from '@tensorflow/tfjs';",
    '',
    ...(wanted.isPrivate ? ["const requestInit = { headers: { Authorization: 'Bearer YOUR_TOKEN' } };"] : []),
    'const model = await tf.loadLayersModel(',
    `  '${url(wanted, 'tfjs/model.json')}',`,
    ...(wanted.isPrivate ? ['  { requestInit },'] : []),
    ');',
    '',
    "const picture = document.querySelector('img');",
    `let input = tf.browser.fromPixels(picture${wanted.preprocessing?.channels === 1 ? ', 1' : ''}).toFloat();`,
    ...tfjsPreprocessing(wanted),
    'const output = model.predict(input.expandDims());',
    'console.log(await output.data());',
  ],
  keras: (wanted) => [
    ...download(wanted, 'keras/model.keras', 'model.keras', [
      'import keras',
      ...(keepsShare(wanted) ? ['from PIL import Image'] : []),
    ]),
    '',
    'model = keras.saving.load_model("model.keras")',
    `picture = ${keepsShare(wanted) ? pillow(wanted) : `keras.utils.load_img("photo.jpg"${loadOptions(wanted)})`}`,
    'x = keras.utils.img_to_array(picture)',
    ...kerasPreprocessing(wanted),
    'print(model.predict(x[None]))',
  ],
  onnx: (wanted) => [
    ...download(
      wanted,
      'onnx/model.onnx',
      'model.onnx',
      ['import numpy as np', 'import onnxruntime', 'from PIL import Image'],
      {
        ...(wanted.preprocessing && { preprocessing: 'true' }),
      },
    ),
    '',
    'session = onnxruntime.InferenceSession("model.onnx")',
    `picture = ${pillow(wanted)}`,
    ...(wanted.preprocessing ? ['# The file normalises pixels of 0 to 255 itself.'] : []),
    `x = np.asarray(picture, np.float32)${wanted.preprocessing?.channels === 1 ? '[..., None]' : ''}[None]`,
    'print(session.run(None, {session.get_inputs()[0].name: x})[0])',
  ],
  cli: ({ origin, owner, name, version, withoutTop, isPrivate }) => [
    `export GRAFT_URL=${origin}`,
    ...(isPrivate ? ['export GRAFT_TOKEN=YOUR_TOKEN'] : []),
    ['graft pull', `${owner}/${name}@${version}`, ...options(withoutTop), '--format tfjs    # or keras, onnx'].join(
      ' ',
    ),
    ...(withoutTop ? [] : [`graft predict ${owner}/${name}@${version} photo.jpg`]),
  ],
};

const url = (wanted: Wanted, file: string, more = {}) => wanted.origin + filePath(wanted, file, more);

const options = (withoutTop: Wanted['withoutTop']): string[] =>
  withoutTop ? ['--no-top', ...(withoutTop.pooling === 'none' ? [] : [`--pooling ${withoutTop.pooling}`])] : [];

/** A number that stands for all channels where it can. */
const channelwise = (values: number[], [open, close]: [string, string] = ['[', ']']): string =>
  values.every((value) => value === values[0]) ? String(values[0]) : `${open}${values.join(', ')}${close}`;

/** `1 / 255` rather than 0.00392… */
function factor(scale: number): string {
  const inverse = Number((1 / scale).toPrecision(12));
  return String(scale).length > 8 && String(inverse).length < 8 ? `1 / ${inverse}` : String(scale);
}

const isPlain = (values: number[], plain: number) => values.every((value) => value === plain);

function tfjsPreprocessing({ preprocessing, inputShape }: Wanted): string[] {
  if (!preprocessing) return resizedTo(inputShape);
  const { size, scale, mean, std, channelOrder } = preprocessing;
  return [
    ...tfjsMiddle(preprocessing),
    `input = tf.image.resizeBilinear(input, [${size.join(', ')}], false, true);`,
    ...(channelOrder === 'bgr' ? ['input = input.reverse(2); // BGR'] : []),
    ...(scale === 1 ? [] : [`input = input.mul(${factor(scale)});`]),
    ...(isPlain(mean, 0) ? [] : [`input = input.sub(${channelwise(mean)});`]),
    ...(isPlain(std, 1) ? [] : [`input = input.div(${channelwise(std)});`]),
  ];
}

const resizedTo = ([height, width]: readonly (number | null)[]): string[] =>
  height && width ? [`input = tf.image.resizeBilinear(input, [${height}, ${width}], false, true);`] : [];

/** Cuts out the part of the picture that is looked at. */
function tfjsMiddle({ resize, cropFraction = 1 }: Preprocessing): string[] {
  if (resize === 'squash' && cropFraction === 1) return [];
  const share = cropFraction === 1 ? '' : ` * ${cropFraction}`;
  const rounded = (extent: string) => (share ? `Math.round(${extent}${share})` : extent);
  const sides =
    resize === 'crop'
      ? [`const side = ${rounded('Math.min(height, width)')};`]
      : [`const [high, wide] = [${rounded('height')}, ${rounded('width')}];`];
  const [high, wide] = resize === 'crop' ? ['side', 'side'] : ['high', 'wide'];
  return [
    'const [height, width] = input.shape;',
    ...sides,
    `input = input.slice([(height - ${high}) >> 1, (width - ${wide}) >> 1], [${high}, ${wide}]); // the middle`,
  ];
}

function kerasPreprocessing({ preprocessing }: Wanted): string[] {
  if (!preprocessing) return [];
  const { scale, mean, std, channelOrder } = preprocessing;
  return [
    ...(channelOrder === 'bgr' ? ['x = x[..., ::-1]  # BGR'] : []),
    ...(scale === 1 ? [] : [`x = x * ${factor(scale).includes('/') ? `(${factor(scale)})` : factor(scale)}`]),
    ...(isPlain(mean, 0) ? [] : [`x = x - ${channelwise(mean)}`]),
    ...(isPlain(std, 1) ? [] : [`x = x / ${channelwise(std)}`]),
  ];
}

function loadOptions({ preprocessing, inputShape }: Wanted): string {
  const [height, width] = preprocessing?.size ?? inputShape;
  return [
    ...(preprocessing?.channels === 1 ? [', color_mode="grayscale"'] : []),
    ...(height && width
      ? [`, target_size=(${height}, ${width}), interpolation="${preprocessing?.interpolation ?? 'bilinear'}"`]
      : []),
    ...(preprocessing?.resize === 'crop' ? [', keep_aspect_ratio=True'] : []),
  ].join('');
}

function pillow({ preprocessing, inputShape }: Wanted): string {
  const [height, width] = preprocessing?.size ?? inputShape;
  const opened = `Image.open("photo.jpg").convert("${preprocessing?.channels === 1 ? 'L' : 'RGB'}")`;
  if (!height || !width) return opened;
  const filter = `Image.Resampling.${(preprocessing?.interpolation ?? 'bilinear').toUpperCase()}`;
  const { resize, cropFraction = 1 } = preprocessing ?? { resize: 'squash' };
  if (resize === 'squash') return `${opened}.resize((${width}, ${height}), ${filter})`;
  // `bleed` is what is cut off at each edge.
  const bleed = cropFraction === 1 ? '' : `, bleed=${Number(((1 - cropFraction) / 2).toFixed(6))}`;
  return `ImageOps.fit(${opened}, (${width}, ${height}), ${filter}${bleed})`;
}

/** Whether less than the whole middle of an image is looked at, which Keras' `load_img` cannot do. */
const keepsShare = ({ preprocessing }: Wanted): boolean =>
  preprocessing?.resize === 'crop' && (preprocessing.cropFraction ?? 1) < 1;

/** Imports, and the lines that fetch a file; with a token where one is needed. */
function download(wanted: Wanted, file: string, to: string, imports: string[], more = {}): string[] {
  const cropped = wanted.preprocessing?.resize === 'crop';
  const own = imports.map((line) => (cropped && line.startsWith('from PIL') ? `${line}, ImageOps` : line));
  const address = url(wanted, file, more);
  if (!wanted.isPrivate)
    return [
      'from urllib.request import urlretrieve',
      '',
      ...own,
      '',
      'urlretrieve(',
      `    "${address}",`,
      `    "${to}",`,
      ')',
    ];
  return [
    'from urllib.request import build_opener, install_opener, urlretrieve',
    '',
    ...own,
    '',
    'opener = build_opener()',
    'opener.addheaders = [("Authorization", "Bearer YOUR_TOKEN")]',
    'install_opener(opener)',
    'urlretrieve(',
    `    "${address}",`,
    `    "${to}",`,
    ')',
  ];
}
