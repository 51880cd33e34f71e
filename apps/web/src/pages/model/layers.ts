import type { Resource } from '#graft/api';

export type Layer = Resource<'LayerResponse'>;

/** What is drawn between two layers of the table. */
export type Marker = 'freeze' | 'cut' | 'top';

export type TableRow = { kind: 'layer'; layer: Layer } | { kind: Marker; after: string };

/**
 * The layer table with its boundaries: `top` where the top begins, `cut` where a new head is grafted if that is lower, and
 * `freeze` where a stage ends: the last layers before the maps shrink that all above is computed from.
 */
export function tableRows(layers: readonly Layer[], top: string | null, cut: string | null): TableRow[] {
  const ends = stageEnds(layers);
  return layers.flatMap((layer): TableRow[] => {
    const { name } = layer;
    const marker: Marker | null =
      name === top ? 'top' : name === cut ? 'cut' : ends.has(name) && !layer.inTop ? 'freeze' : null;
    return [{ kind: 'layer', layer }, ...(marker ? [{ kind: marker, after: name }] : [])];
  });
}

/**
 * Names of the layers on the spine after which the feature map is smaller, where anything has been learnt by then. A
 * padding belongs to what comes after it.
 */
export function stageEnds(layers: readonly Layer[]): Set<string> {
  const spine = layers.filter(({ onSpine, className }) => onSpine && !className.startsWith('ZeroPadding'));
  const firstLearnt = layers.findIndex(({ parameters }) => parameters > 0);
  const learnt = new Set(layers.slice(firstLearnt));
  const ends = spine.filter((layer, index) => {
    const next = spine[index + 1];
    return learnt.has(layer) && next !== undefined && isSmaller(next, layer);
  });
  return new Set(ends.map(({ name }) => name));
}

/** By a third at least: borders that are padded or cut off end nothing. */
const isSmaller = (next: Layer, before: Layer): boolean => extentOf(next) <= (extentOf(before) * 2) / 3;

const extentOf = ({ outputShape }: Layer): number =>
  Math.max(1, ...outputShape.slice(0, -1).map((extent) => extent ?? 1));

/** A part of a network that one layer leads into and one out of. */
export interface Block {
  /** Of its last layer. */
  id: string;
  layers: Layer[];
}

/** A chain of blocks longer than this is cut further, so that no block hides a whole network. */
const LONGEST = 16;

/**
 * A network as a chain of blocks: each ends on the spine, and within it layers may branch. Layers that follow one another
 * on the spine are one block as long as the map keeps its size.
 */
export function blocksOf(layers: readonly Layer[]): Block[] {
  const ends = stageEnds(layers);
  const blocks: Block[] = [];
  let current: Layer[] = [];
  const close = () => {
    if (current.length > 0) blocks.push({ id: current.at(-1)!.name, layers: current });
    current = [];
  };
  for (const [index, layer] of layers.entries()) {
    current.push(layer);
    const next = layers[index + 1];
    if (!layer.onSpine) continue;
    const branched = current.some(({ onSpine }) => !onSpine);
    const branches = next !== undefined && !next.onSpine;
    const bounded = next !== undefined && next.inTop !== layer.inTop;
    if (branched || branches || bounded || ends.has(layer.name) || current.length >= LONGEST) close();
  }
  close();
  return blocks;
}

/** `3 × Conv2D, 2 × ReLU`: what a block is made of, the most frequent first. */
export function partsOf({ layers }: Block): string {
  const counts = new Map<string, number>();
  for (const { className } of layers) counts.set(className, (counts.get(className) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name, count]) => (count > 1 ? `${count} × ${name}` : name))
    .join(', ');
}

/** `block_2` where the layers' names agree on it, else the name of the last. */
export function nameOf({ id, layers }: Block): string {
  const shared = layers.reduce((prefix, { name }) => {
    let length = 0;
    while (length < prefix.length && prefix[length] === name[length]) length++;
    return prefix.slice(0, length);
  }, id);
  const whole = shared.replace(/[_/.-][^_/.-]*$/, '');
  return shared.length === id.length || whole.length < 4 ? id : whole;
}

export const shapeText = (shape: readonly (number | null)[]): string =>
  shape.map((extent) => extent ?? '?').join(' × ') || '–';
