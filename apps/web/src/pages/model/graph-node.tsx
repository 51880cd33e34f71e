import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { DrawnNode } from './graph-layout';
import classes from './network-graph.module.css';

export type LayerNode = Node<{
  drawn: DrawnNode;
  /** Whether its block is drawn layer by layer. */
  isOpen: boolean;
  onToggle: (block: string) => void;
  /** Id of the element, by which the graph names the node that its keys have come to. */
  domId: string;
  isActive: boolean;
}>;

/** A layer, or a block of them that can be opened. */
export function GraphNode({ data: { drawn, isOpen, onToggle, domId, isActive } }: NodeProps<LayerNode>) {
  const { t } = useTranslation('model');
  const { id, title, text, layers, block, part, after } = drawn;
  // An open block is closed where it ends.
  const closes = isOpen && layers === 1 && block === id;
  const does = closes ? t('graph.close', { block }) : t('graph.open', { count: layers, block });
  const toggles = layers > 1 || closes;
  const boundary = after && t(`graph.after.${after}`);
  return (
    <div
      id={domId}
      role="group"
      aria-label={[title, text, boundary, toggles && does].filter(Boolean).join(', ')}
      className={classes.node}
      data-part={part}
      data-block={layers > 1 || undefined}
      data-after={after ?? undefined}
      data-active={isActive || undefined}
    >
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className={classes.words}>
        <div className={classes.title} title={title}>
          {title}
        </div>
        <div className={classes.text} title={text}>
          {text}
        </div>
      </div>
      {toggles && (
        <ActionIcon
          variant="default"
          size="sm"
          className="nopan"
          tabIndex={-1} // the graph's own keys do it
          onClick={() => onToggle(block)}
          aria-expanded={closes}
          aria-label={does}
          title={does}
        >
          {closes ? <IconMinus size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}
        </ActionIcon>
      )}
      {boundary && <div className={classes.boundary}>{boundary}</div>}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}
