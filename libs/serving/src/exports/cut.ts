import { type Graph, type Pooling, resizeInput, type TopBoundary, type WeightSpec, withoutTop } from '#graft/network';
import { SurgeryRefused } from '#graft/problems';

/** Which model is wanted of an artifact. */
export interface Cut {
  /** Whether the layers above the top boundary stay. */
  top: boolean;
  /** What follows the last feature map where the top is left out. */
  pooling: Pooling;
  /** Another input, [height, width, channels]; the artifact's own where left out. */
  inputShape?: number[];
  /** The layer whose output is wanted, instead of the top boundary. */
  layer?: string;
}

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
    throw new SurgeryRefused(
      'It is unknown where the top of this model begins. Name the layer whose output you want.',
      {
        where: 'top',
        received: false,
        accepted: 'layer=…, the name of a layer in the layer table',
      },
    );
  return withoutTop(graph, { top, pooling, inputShape });
}
