import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { renderDrawing } from '#graft/images';

/**
 * Pictures to try Graft with: emoji of six groups, drawn by Twemoji (© Twitter, Inc. and other contributors, graphics
 * CC-BY 4.0, https://github.com/jdecked/twemoji), grouped and named by emojibase-data. Tones of skin are left out.
 */
export interface SamplePicture {
  /** `label/what-it-shows.png` */
  name: string;
  label: string;
  /** SVG file. */
  drawing: string;
}

export interface SampleSet {
  pictures: SamplePicture[];
  /** Of the same classes, in no data set: to try a model on. */
  heldOut: SamplePicture[];
}

export const SAMPLE_LICENSE = 'CC-BY-4.0';
/** Pixels, each way: what the starter zoo's networks take. */
const SIDE = 224;
/** Pictures of a class at most, so that classes are about even; one in 13 is held out. */
const PER_CLASS = 52;
const HELD_OUT = 13;

/** Which of emojibase's subgroups make a class: things that look alike, unlike its wider groups. */
const CLASSES: Record<string, RegExp> = {
  animals: /^animal-/,
  clothing: /^clothing$/,
  faces: /^face-/,
  flags: /^country-flag$/,
  food: /^food-/,
  vehicles: /^transport-(ground|water|air)$/,
};

interface Emoji {
  label: string;
  hexcode: string;
  order?: number;
  subgroup?: number;
}

const require = createRequire(import.meta.url);
let found: Promise<SampleSet> | undefined;

/** Always the same pictures in the same order. */
export function sampleSet(): Promise<SampleSet> {
  found ??= choose();
  return found;
}

/** PNG on white. */
export async function renderSample({ drawing }: SamplePicture): Promise<Uint8Array> {
  return renderDrawing(await readFile(drawing), SIDE);
}

async function choose(): Promise<SampleSet> {
  const emoji = JSON.parse(await readFile(require.resolve('emojibase-data/en/data.json'), 'utf8')) as Emoji[];
  const meta = JSON.parse(await readFile(require.resolve('emojibase-data/meta/groups.json'), 'utf8')) as {
    subgroups: Record<string, string>;
  };
  const set: SampleSet = { pictures: [], heldOut: [] };
  for (const [label, subgroups] of Object.entries(CLASSES)) {
    const group = emoji.filter(({ subgroup }) => subgroup !== undefined && subgroups.test(meta.subgroups[subgroup]!));
    const pictures = spread(await distinct(group, label), PER_CLASS);
    for (const [i, picture] of pictures.entries())
      (i % HELD_OUT === HELD_OUT - 1 ? set.heldOut : set.pictures).push(picture);
  }
  return set;
}

/** Those that Twemoji draws, without those that it draws alike, such as the flags of a country's islands. */
async function distinct(emoji: Emoji[], label: string): Promise<SamplePicture[]> {
  const folder = require.resolve('@twemoji/svg/package.json').replace(/package\.json$/, '');
  const drawn = new Map<string, SamplePicture>();
  for (const { hexcode, label: shows } of emoji.toSorted((a, b) => a.order! - b.order!)) {
    const drawing = `${folder}${hexcode.toLowerCase()}.svg`;
    const svg = await readFile(drawing, 'utf8').catch(() => null);
    if (svg !== null && !drawn.has(svg)) drawn.set(svg, { name: `${label}/${slug(shows)}.png`, label, drawing });
  }
  return [...drawn.values()];
}

/** At most `count` of a list, evenly spread over it. */
const spread = <T>(list: T[], count: number): T[] =>
  list.length <= count ? list : Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]!);

const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
