import type { ReactFlowInstance } from '@xyflow/react';
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type DrawnNode, NODE } from './graph-layout';

/** From here on a node's words can be read. */
const READABLE_ZOOM = 0.75;

/** Where a key leads from a place in a row of so many, both from 0 on; null for a key that leads nowhere. */
export function placeAfter(key: string, place: number, length: number): number | null {
  if (key === 'ArrowDown' || key === 'ArrowRight') return Math.min(place + 1, length - 1);
  if (key === 'ArrowUp' || key === 'ArrowLeft') return Math.max(place - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  return null;
}

interface GraphKeys {
  /** The node that the keys have come to; undefined before they are used. */
  active: DrawnNode | undefined;
  onFocus: (event: FocusEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A way through a graph by keyboard with a single tab stop: the graph has the focus, and arrow keys, Home and End go from
 * node to node in the order of the layers and bring each into sight; Enter and the space bar open or close its block.
 * @param flow null until it is drawn
 */
export function useGraphKeys(
  nodes: readonly DrawnNode[],
  flow: Pick<ReactFlowInstance, 'setCenter' | 'getZoom'> | null,
  onToggle: (block: string) => void,
): GraphKeys {
  const [place, setPlace] = useState<Pick<DrawnNode, 'block'> & { id: string | null }>();
  const isSought = useRef(false);
  // A layer whose block was closed is found in the block, and a block that was opened at its first layer.
  const active = place && (nodes.find(({ id }) => id === place.id) ?? nodes.find(({ block }) => block === place.block));

  useEffect(() => {
    if (!active || !flow || !isSought.current) return;
    isSought.current = false;
    const [x, y] = [active.x + NODE.width / 2, active.y + NODE.height / 2];
    void flow.setCenter(x, y, { zoom: Math.max(flow.getZoom(), READABLE_ZOOM) });
  }, [active, flow]);

  const go = (to: typeof place) => {
    isSought.current = true;
    setPlace(to);
  };
  const onFocus = ({ currentTarget, target }: FocusEvent) => {
    if (target === currentTarget && target.matches(':focus-visible')) go({ ...(active ?? nodes[0]!) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = active ?? nodes[0]!;
    const next = placeAfter(event.key, nodes.indexOf(at), nodes.length);
    if (next !== null) go(nodes[next]);
    else if (event.key === 'Enter' || event.key === ' ') {
      onToggle(at.block);
      go({ block: at.block, id: null });
    } else return;
    event.preventDefault();
  };
  return { active, onFocus, onKeyDown };
}
