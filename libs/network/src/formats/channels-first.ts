import type { Graph, Layer, LayerConfig, Shape, TensorRef, WeightSpec } from '../graph.js';
import { kindOf } from '../layers/index.js';
import { callsInOrder, outputOf } from '../order.js';
import { TensorMap } from '../tensor-map.js';

/**
 * Rewrites a graph whose layers keep channels in front (Theano's layout, `data_format: channels_first`) as one that
 * keeps them last, as every network here does. Inputs and feature maps change their layout with it: an image is
 * [height, width, channels] from then on. Where a layer minds the order of all values (Flatten, Dense, Reshape), they
 * are put back into the file's order first, so that its weights stay right.
 */
export function toChannelsLast<W extends WeightSpec>(graph: Graph<W>): Graph<W> {
  if (!graph.layers.some(hasChannelsFirst)) return graph;
  return new Rewriting(graph).run();
}

const hasChannelsFirst = ({ config }: Layer<WeightSpec>) => config.data_format === 'channels_first';

class Rewriting<W extends WeightSpec> {
  private readonly layers = new Map<string, Layer<W>>();
  /** Rank of the tensors that have been turned to channels last. */
  private readonly turned = new TensorMap<number>();
  private readonly permutes = new Map<string, TensorRef>();

  constructor(private readonly graph: Graph<W>) {}

  run(): Graph<W> {
    for (const { layer, call, inputs } of callsInOrder(this.graph)) {
      const { config, refs, rank } = this.rewritten(layer, inputs);
      const earlier = this.layers.get(layer.name);
      const calls = [...(earlier?.calls ?? [])];
      calls[call] = refs;
      this.layers.set(layer.name, { ...layer, config, calls });
      if (rank !== undefined) this.turned.set(outputOf(layer.name, call), rank);
    }
    return { ...this.graph, layers: [...this.layers.values()] };
  }

  /** A call's settings and inputs as they must be, and its output's rank if that is turned. */
  private rewritten(layer: Layer<W>, inputs: TensorRef[]): { config: LayerConfig; refs: TensorRef[]; rank?: number } {
    const { config } = layer;
    const kind = kindOf(layer);
    if (kind.role === 'input') return this.input(config);
    if (hasChannelsFirst(layer)) {
      const last = { ...config, data_format: 'channels_last' };
      const rank = kind.spatial! + 1;
      const refs = inputs.map((ref) => this.turn(ref, rank));
      const flat = kind.role === 'reshaping' || (kind.role === 'global-pooling' && config.keepdims !== true);
      return { config: last, refs, rank: flat ? undefined : rank };
    }
    const rank = inputs.map((ref) => this.turned.get(ref)).find((turnedRank) => turnedRank !== undefined);
    const turnedConfig = rank === undefined ? null : (kind.channelsLast?.(config, rank) ?? null);
    if (rank === undefined || turnedConfig === null) return { config, refs: inputs.map((ref) => this.back(ref)) };
    return { config: turnedConfig, refs: inputs.map((ref) => this.turn(ref, rank)), rank };
  }

  private input(config: LayerConfig): { config: LayerConfig; refs: TensorRef[]; rank?: number } {
    const [batch, channels, ...spatial] = config.batch_input_shape as Shape;
    if (spatial.length === 0) return { config, refs: [] };
    const shape = [batch, ...spatial, channels];
    return { config: { ...config, batch_input_shape: shape }, refs: [], rank: spatial.length + 1 };
  }

  /** The tensor with its channels last; `rank` counts its dimensions without the batch. */
  private turn(ref: TensorRef, rank: number): TensorRef {
    return this.turned.get(ref) === undefined ? this.permuted(ref, 'channels_last', [...range(2, rank), 1]) : ref;
  }

  /** The tensor in the file's own order. */
  private back(ref: TensorRef): TensorRef {
    const rank = this.turned.get(ref);
    return rank === undefined ? ref : this.permuted(ref, 'channels_first', [rank, ...range(1, rank - 1)]);
  }

  private permuted(ref: TensorRef, suffix: string, dims: number[]): TensorRef {
    const name = `${ref.layer}_${ref.call > 0 ? `${ref.call}_` : ''}${suffix}`;
    const made = this.permutes.get(name);
    if (made) return made;
    const output = outputOf(name);
    this.permutes.set(name, output);
    this.layers.set(name, {
      name,
      className: 'Permute',
      config: { dims },
      trainable: true,
      calls: [[ref]],
      weights: [],
    });
    return output;
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
