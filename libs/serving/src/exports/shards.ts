import type { Artifact } from '#graft/artifact';
import type { Topology, Graph, WeightGroup, WeightSpec } from '#graft/network';
import { ModelRefused, NotFound } from '#graft/problems';
import type { BlobRef, ByteRange } from '#graft/storage';

/** A weight, and where its bytes are stored. */
export interface LocatedWeight extends WeightSpec {
  blob: BlobRef;
  offset: number;
  bytes: number;
}

/** The topology with the place of every weight. @throws ModelRefused if no block holds one. */
export function located(artifact: Artifact, topology: Topology): Graph<LocatedWeight> {
  const places = new Map(
    artifact.weights.flatMap(({ blob, tensors }) =>
      tensors.map(({ name, offset, bytes }) => [name, { blob, offset, bytes }] as const),
    ),
  );
  const locate = (weight: WeightSpec): LocatedWeight => {
    const place = places.get(weight.name);
    if (!place) throw new ModelRefused(`No block holds the weight ${weight.name}.`, { where: weight.name });
    return { ...weight, ...place };
  };
  return {
    ...topology,
    layers: topology.layers.map((layer) => ({ ...layer, weights: layer.weights.map(locate) })),
  };
}

/**
 * The stretches of stored blocks that hold these weights end to end, as TF.js reads them: no gap, nothing unwanted.
 * Blocks are cut at the top boundary, so that a model with or without its top names whole blocks; one cut elsewhere, or
 * a weight whose length is no multiple of 4 and that is therefore followed by a gap, makes a block fall into several.
 */
export function shardsOf<W extends LocatedWeight>(weights: readonly W[]): WeightGroup<W>[] {
  const shards: W[][] = [];
  for (const weight of weights) {
    const shard = shards.at(-1);
    const last = shard?.at(-1);
    const follows = last?.blob.digest === weight.blob.digest && last.offset + last.bytes === weight.offset;
    if (follows) shard!.push(weight);
    else shards.push([weight]);
  }
  return shards.map((shard) => ({ paths: [shardName(shard)], weights: shard }));
}

/** `<sha256>.bin` for a whole block, `<sha256>.<first byte>-<last byte>.bin` for a part. */
function shardName(weights: readonly LocatedWeight[]): string {
  const { blob, offset: start } = weights[0]!;
  const { offset, bytes } = weights.at(-1)!;
  const end = offset + bytes - 1;
  const hex = blob.digest.slice('sha256:'.length);
  return start === 0 && end === blob.size - 1 ? `${hex}.bin` : `${hex}.${start}-${end}.bin`;
}

/** @throws NotFound unless the name is that of a part of this artifact's own blocks. */
export function findShard(artifact: Artifact, name: string): { blob: BlobRef; range: ByteRange } {
  const [, hex, start, end] = /^([0-9a-f]{64})(?:\.(\d{1,15})-(\d{1,15}))?\.bin$/.exec(name) ?? [];
  const blob = artifact.weights.map((block) => block.blob).find(({ digest }) => digest === `sha256:${hex}`);
  const range = blob && { start: Number(start ?? 0), end: Number(end ?? blob.size - 1) };
  if (!range || range.start > range.end || range.end >= blob.size)
    throw new NotFound('This model has no such weight file.', {
      received: name,
      accepted: 'a path that model.json lists',
    });
  return { blob, range };
}
