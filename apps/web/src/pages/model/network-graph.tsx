import '@xyflow/react/dist/style.css';
import { Button, Group, Text, useComputedColorScheme } from '@mantine/core';
import { Background, Controls, type Edge, MarkerType, ReactFlow, type ReactFlowInstance } from '@xyflow/react';
import { useCallback, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drawNetwork, NODE } from './graph-layout';
import { GraphNode, type LayerNode } from './graph-node';
import classes from './network-graph.module.css';
import { blocksOf, type Layer } from './layers';
import { useGraphKeys } from './use-graph-keys';

/** Networks of no more layers are shown layer by layer at first. */
const FEW = 40;

interface Props {
  layers: readonly Layer[];
  top: string | null;
  cut: string | null;
}

const nodeTypes = { layer: GraphNode };

/** The network as a graph to zoom, move and walk through by keyboard; blocks of layers open where they are asked to. */
export default function NetworkGraph({ layers, top, cut }: Props) {
  const { t } = useTranslation('model');
  const scheme = useComputedColorScheme();
  const blocks = useMemo(() => blocksOf(layers).filter((block) => block.layers.length > 1), [layers]);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(layers.length <= FEW ? blocks.map(({ id }) => id) : []),
  );
  const drawing = useMemo(() => drawNetwork(layers, open, { top, cut }), [layers, open, top, cut]);
  const toggle = useCallback((block: string) => setOpen((before) => toggled(before, block)), []);
  const [flow, setFlow] = useState<ReactFlowInstance<LayerNode> | null>(null);
  const { active, ...keys } = useGraphKeys(drawing.nodes, flow, toggle);
  const id = useId();
  const nodes = useMemo(
    () =>
      drawing.nodes.map((drawn, index): LayerNode => ({
        id: drawn.id,
        type: 'layer',
        position: { x: drawn.x, y: drawn.y },
        ...NODE,
        draggable: false,
        connectable: false,
        data: {
          drawn,
          isOpen: open.has(drawn.block),
          onToggle: toggle,
          domId: `${id}-${index}`,
          isActive: drawn === active,
        },
      })),
    [drawing, open, toggle, id, active],
  );
  const edges = useMemo(
    () =>
      drawing.edges.map((edge): Edge => ({
        ...edge,
        focusable: false,
        markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--mantine-color-dimmed)' },
      })),
    [drawing],
  );
  return (
    <>
      <Group gap="xs" mb="sm">
        <Button size="xs" variant="default" onClick={() => setOpen(new Set(blocks.map(({ id }) => id)))}>
          {t('graph.openAll')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setOpen(new Set())}>
          {t('graph.closeAll')}
        </Button>
        <Text size="sm" c="dimmed" id={`${id}-hint`}>
          {t('graph.hint')}
        </Text>
      </Group>
      <div className={classes.frame}>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          colorMode={scheme}
          onlyRenderVisibleElements
          nodesFocusable={false}
          elementsSelectable={false}
          minZoom={0.05}
          fitView
          fitViewOptions={{ nodes: nodes.slice(0, 7), maxZoom: 1 }}
          zoomOnScroll={false}
          panOnScroll
          preventScrolling={false}
          disableKeyboardA11y
          onInit={setFlow}
          tabIndex={0}
          aria-label={t('graph.label')}
          aria-describedby={`${id}-hint`}
          aria-activedescendant={nodes.find(({ data }) => data.isActive)?.data.domId}
          {...keys}
          ariaLabelConfig={{
            'controls.zoomIn.ariaLabel': t('graph.zoomIn'),
            'controls.zoomOut.ariaLabel': t('graph.zoomOut'),
            'controls.fitView.ariaLabel': t('graph.fit'),
            'controls.ariaLabel': t('graph.controls'),
          }}
        >
          <Background gap={22} />
          <Controls showInteractive={false} />
        </ReactFlow>
      </div>
    </>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  return next;
}
