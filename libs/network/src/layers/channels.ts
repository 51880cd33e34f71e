import type { LayerConfig } from '../graph.js';

/** For a layer that treats each value, or each channel, alike: its settings mean the same in either layout. */
export const inEitherLayout = (config: LayerConfig): LayerConfig => config;

/**
 * The setting `axis`, which counts the batch as 0, for tensors whose channels have moved from the front to the end.
 * @param rank dimensions without the batch
 */
export function axisChannelsLast(axis: unknown, rank: number): number {
  const value = Array.isArray(axis) ? Number(axis[0]) : Number(axis);
  const counted = value < 0 ? value + rank + 1 : value;
  return counted === 1 ? rank : counted - 1;
}
