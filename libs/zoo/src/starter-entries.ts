import { writeCard } from './cards.js';

/** A model that comes with Graft, read from an npm package. */
export interface StarterEntry {
  name: string;
  /** Which model of nsfwjs. */
  package: 'mobilenet_v2' | 'inception_v3';
  /** Height and width of its input, px. */
  size: number;
  /**
   * The layer that new heads are grafted onto. The end of these networks was fine-tuned for moderation and knows little
   * else; see docs/decisions/005-recipe-defaults.md.
   */
  cut: string;
  architecture: string;
  paper: string;
}

/** In the order of nsfwjs' own `NSFW_CLASSES`. */
export const STARTER_LABELS = ['Drawing', 'Hentai', 'Neutral', 'Porn', 'Sexy'] as const;

export const STARTER_ENTRIES: readonly StarterEntry[] = [
  {
    name: 'starter/mobilenet-v2-224',
    package: 'mobilenet_v2',
    size: 224,
    cut: 'block_13_expand_relu',
    architecture: 'MobileNetV2 1.0',
    paper: '[Sandler et al. 2018](https://arxiv.org/abs/1801.04381)',
  },
  {
    name: 'starter/inception-v3-299',
    package: 'inception_v3',
    size: 299,
    cut: 'mixed7',
    architecture: 'InceptionV3',
    paper: '[Szegedy et al. 2015](https://arxiv.org/abs/1512.00567)',
  },
];

/** What it is, whose it is, and what it is not. */
export function starterCard({ architecture, size, cut, paper }: StarterEntry): string {
  return writeCard({
    frontMatter: {
      license: 'mit',
      license_link: 'https://github.com/infinitered/nsfwjs/blob/master/LICENSE',
      tags: ['starter', 'base', 'imagenet', 'content-moderation'],
      pipeline_tag: 'image-classification',
      library_name: 'tfjs',
    },
    body: `# ${architecture} at ${size} px, from NSFWJS

A pretrained image network to fine-tune: ${architecture} (${paper}), pretrained on ImageNet and fine-tuned by the authors of [NSFWJS](https://github.com/infinitered/nsfwjs) to moderate images. It is here as a base: its lower layers see edges, textures and shapes of any photograph, and its top is there to be cut off. New heads are grafted onto \`${cut}\`: the layers above it know moderation and little else.

## What it is not

- Not an ImageNet classifier: its five outputs are NSFWJS' own labels, made to moderate images.
- Not as exact as its float32 original: its weights are quantised to 8 bits, as its authors ship them.
- Not a moderation service: NSFWJS' authors say that it makes mistakes, and so it does. Nobody at Graft measured it on that task.
- Not free of the bias of its training images, which were collected from the public web and are not part of this package.

## Input

RGB, ${size} × ${size} px, the whole picture squashed to the square (bilinear), pixels scaled to [0, 1], as NSFWJS does it.

## Origin and licence

Read, unchanged, from the npm package [nsfwjs](https://www.npmjs.com/package/nsfwjs), MIT, © 2019 Infinite Red, Inc. Its model was trained with [nsfw_model](https://github.com/GantMan/nsfw_model) on data collected by [nsfw_data_scraper](https://github.com/alexkimxyz/nsfw_data_scraper).`,
  });
}
