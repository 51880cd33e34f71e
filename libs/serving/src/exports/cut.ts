import { type Graph, resizeInput, type TopBoundary, type WeightSpec, withoutTop } from '#graft/network';
import { SurgeryRefused } from '#graft/problems';
import type { Cut } from './options.js';

/**
 * The part of a graph that is asked for.
 * @param boundary where the artifact's top begins.
 * @throws SurgeryRefused saying why it cannot be had.
 */
export function cutGraph<W extends WeightSpec>(graph: Graph<W>, boundary: TopBoundary | null, cut: Cut): Graph<W> {
  const { pooling, inputShape, layer } = cut;
  if (cut.top) return inputShape ? resizeInput(graph, inputShape) : graph;
  const top: TopBoundary | null = layer === undefined ? boundary : { layer, kind: 'named' };
  if (!top)
    throw new SurgeryRefused('Where the top of this model begins is unknown.', {
      where: 'top',
      received: false,
      accepted: 'layer=…, a layer of the layer table whose output is wanted',
    });
  return withoutTop(graph, { top, pooling, inputShape });
}
