import { Graph, layout } from '@dagrejs/dagre';
import { type Block, blocksOf, type Layer, nameOf, partsOf, shapeText } from './layers';

/** Of a node, px; as in the styles. */
export const NODE = { width: 230, height: 58 };

export interface DrawnNode {
  id: string;
  /** Of its upper left corner, px. */
  x: number;
  y: number;
  title: string;
  text: string;
  /** A block of so many layers, that can be opened; 1 for a layer. */
  layers: number;
  /** The block that it belongs to. */
  block: string;
  /** What it is drawn as. */
  part: 'backbone' | 'top';
  /** A boundary after it. */
  after: 'top' | 'cut' | null;
}

export interface Drawing {
  nodes: DrawnNode[];
  edges: { id: string; source: string; target: string }[];
}

/**
 * Places a network from top to bottom: blocks as one node each, the open ones layer by layer.
 * @param open ids of blocks
 */
export function drawNetwork(
  layers: readonly Layer[],
  open: ReadonlySet<string>,
  boundaries: { top: string | null; cut: string | null },
): Drawing {
  const blocks = blocksOf(layers);
  const nodes = blocks.flatMap((block) =>
    isOpen(block, open) ? block.layers.map((layer) => layerNode(layer, block)) : [blockNode(block)],
  );
  const nodeOf = new Map(
    blocks.flatMap((block) => block.layers.map(({ name }) => [name, isOpen(block, open) ? name : block.id] as const)),
  );
  const edges = layers.flatMap(({ name, inputs }) =>
    inputs.map((input) => ({ source: nodeOf.get(input)!, target: nodeOf.get(name)! })),
  );
  const drawn = [
    ...new Map(
      edges.filter(({ source, target }) => source !== target).map((edge) => [`${edge.source} → ${edge.target}`, edge]),
    ),
  ];

  const graph = new Graph().setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 34 }).setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...NODE });
  for (const [, { source, target }] of drawn) graph.setEdge(source, target);
  layout(graph);
  return {
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(node.id) as { x: number; y: number };
      const after = node.id === boundaries.top ? 'top' : node.id === boundaries.cut ? 'cut' : null;
      return { ...node, x: x - NODE.width / 2, y: y - NODE.height / 2, after };
    }),
    edges: drawn.map(([id, edge]) => ({ id, ...edge })),
  };
}

/** A block of one layer has nothing to open. */
const isOpen = ({ id, layers }: Block, open: ReadonlySet<string>) => layers.length === 1 || open.has(id);

type Node = Omit<DrawnNode, 'x' | 'y' | 'after'>;

const partOf = ({ inTop }: Layer) => (inTop ? 'top' : 'backbone');

const layerNode = (layer: Layer, block: Block): Node => ({
  id: layer.name,
  title: layer.className,
  text: `${layer.name} · ${shapeText(layer.outputShape)}`,
  layers: 1,
  block: block.id,
  part: partOf(layer),
});

function blockNode(block: Block): Node {
  const last = block.layers.at(-1)!;
  return {
    id: block.id,
    title: nameOf(block),
    text: `${partsOf(block)} · ${shapeText(last.outputShape)}`,
    layers: block.layers.length,
    block: block.id,
    part: partOf(last),
  };
}
