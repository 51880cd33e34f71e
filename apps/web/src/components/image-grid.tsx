import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './image-grid.module.css';

interface Props<T> {
  images: readonly T[];
  keyOf: (image: T) => string | number;
  /** What is in a tile, which is square. */
  children: (image: T) => ReactNode;
  /** Name of the list for screen readers. */
  label: string;
  /** Images in all, where not all of them are here yet. */
  total?: number;
  /** Least width of a tile in pixels. */
  tile?: number;
  /** Beyond it the grid scrolls, e.g. `70vh`. */
  maxHeight: string | number;
  /** The end of what is here comes into sight. */
  onEnd?: () => void;
}

const GAP = 8;

/** Thumbnails in rows, of which only those in sight are drawn. */
export function ImageGrid<T>({
  images,
  keyOf,
  children,
  label,
  total = images.length,
  tile = 96,
  maxHeight,
  onEnd,
}: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize();
  const columns = Math.max(1, Math.floor((width + GAP) / (tile + GAP)));
  const side = Math.max(tile / 2, (width - GAP * (columns - 1)) / columns);
  // oxlint-disable-next-line react/incompatible-library -- its values stay in this component
  const rows = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(images.length / columns),
    getScrollElement: () => box.current,
    estimateSize: () => side + GAP,
    overscan: 3,
  });
  useEffect(() => rows.measure(), [rows, side]);

  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? -1;
  const atEnd = last >= 0 && (last + 1) * columns >= images.length;
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (atEnd) end.current?.();
  }, [atEnd, images.length]);

  return (
    <div ref={box} className={classes.box} style={{ maxHeight }} tabIndex={0} role="region" aria-label={label}>
      <div ref={ref} role="list" className={classes.rows} style={{ height: Math.max(0, rows.getTotalSize() - GAP) }}>
        {drawn.map(({ index, start }) =>
          images.slice(index * columns, (index + 1) * columns).map((image, column) => (
            <div
              key={keyOf(image)}
              role="listitem"
              aria-setsize={total}
              aria-posinset={index * columns + column + 1}
              className={classes.tile}
              style={{ width: side, height: side, transform: `translate(${column * (side + GAP)}px, ${start}px)` }}
            >
              {children(image)}
            </div>
          )),
        )}
      </div>
    </div>
  );
}
