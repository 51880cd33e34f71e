import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { Handle, Position } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { DrawnNode } from './graph-layout';
import classes from './network-graph.module.css';

interface Props {
  data: { drawn: DrawnNode; onToggle: () => void; isOpen: boolean };
}

/** A layer, or a block of them that can be opened. */
export function GraphNode({ data: { drawn, onToggle, isOpen } }: Props) {
  const { t } = useTranslation('model');
  const { id, title, text, layers, block, part, after } = drawn;
  // An open block is closed where it ends.
  const closes = isOpen && layers === 1 && block === id;
  return (
    <div className={classes.node} data-part={part} data-block={layers > 1 || undefined} data-after={after ?? undefined}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className={classes.words}>
        <div className={classes.title} title={title}>
          {title}
        </div>
        <div className={classes.text} title={text}>
          {text}
        </div>
      </div>
      {(layers > 1 || closes) && (
        <ActionIcon
          variant="default"
          size="sm"
          className="nopan"
          onClick={onToggle}
          aria-expanded={closes}
          aria-label={closes ? t('graph.close', { block }) : t('graph.open', { count: layers, block })}
          title={closes ? t('graph.close', { block }) : t('graph.open', { count: layers, block })}
        >
          {closes ? <IconMinus size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}
        </ActionIcon>
      )}
      {after && <div className={classes.boundary}>{t(`graph.after.${after}`)}</div>}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}
