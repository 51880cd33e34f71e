import { type CSSProperties, useMemo } from 'react';
import classes from './network-picture.module.css';
import { HEIGHT, slabsOf, WIDTH } from './network-picture/slabs';

interface Props {
  /** [extent, channels] of the feature maps from input to output. */
  outline: readonly (readonly number[])[];
  className?: string;
}

/**
 * A network's shape: a slab a stage, as high as its feature map and as thick as its channels; the input pale, what is
 * left without extent (the answer of a classifier) in the colour of bark. A decoration: the figures stand beside it.
 */
export function NetworkPicture({ outline, className }: Props) {
  const slabs = useMemo(() => slabsOf(outline), [outline]);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={`${classes.picture} ${className ?? ''}`} aria-hidden>
      {slabs.map(({ kind, depth, front, top, side }, index) => (
        <g key={index} className={classes[kind]} style={{ '--depth': `${depth * 100}%` } as CSSProperties}>
          <polygon points={side} className={classes.side} />
          <polygon points={top} className={classes.top} />
          <polygon points={front} className={classes.front} />
        </g>
      ))}
    </svg>
  );
}
