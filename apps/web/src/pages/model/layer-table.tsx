import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../format';
import classes from './layer-table.module.css';
import { type Layer, type Marker, shapeText, type TableRow, tableRows } from './layers';

/** Height of a row, px; as in the styles. */
const ROW = 34;

interface Props {
  layers: readonly Layer[];
  /** The layer after which the top begins. */
  top: string | null;
  /** The layer that new heads are grafted onto. */
  cut: string | null;
}

/** Every layer in order, from the input down to the answer, with the boundaries between them; draws those in sight. */
export function LayerTable({ layers, top, cut }: Props) {
  const { t } = useTranslation('model');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => tableRows(layers, top, cut), [layers, top, cut]);
  // oxlint-disable-next-line react/incompatible-library -- its values stay in this component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const drawn = virtual.getVirtualItems();
  const [before, after] = [drawn[0]?.start ?? 0, virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)];
  return (
    <>
      <div ref={scroller} className={classes.scroller} tabIndex={0} role="region" aria-label={t('layers.caption')}>
        <table className={classes.table} aria-rowcount={rows.length + 1}>
          <caption className={classes.caption}>{t('layers.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('layers.name')}</th>
              <th scope="col">{t('layers.class')}</th>
              <th scope="col" className={classes.number}>
                {t('layers.output')}
              </th>
              <th scope="col" className={classes.number}>
                {t('layers.parameters')}
              </th>
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Space height={before} />}
            {drawn.map(({ index }) => (
              <Row key={index} row={rows[index]!} index={index + 2} both={top === cut} />
            ))}
            {after > 0 && <Space height={after} />}
          </tbody>
        </table>
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {t('layers.legend')}
      </Text>
    </>
  );
}

/** Stands for the rows out of sight. */
const Space = ({ height }: { height: number }) => (
  <tr aria-hidden className={classes.space}>
    <td colSpan={4} style={{ height }} />
  </tr>
);

function Row({ row, index, both }: { row: TableRow; index: number; both: boolean }) {
  const { t } = useTranslation('model');
  if (row.kind !== 'layer') {
    const text: Record<Marker, string> = {
      top: both ? t('layers.topAndCut') : t('layers.top'),
      cut: t('layers.cut'),
      freeze: t('layers.freeze'),
    };
    return (
      <tr aria-rowindex={index} className={classes.marker} data-kind={row.kind}>
        <td colSpan={4}>
          <span>{text[row.kind]}</span>
        </td>
      </tr>
    );
  }
  const { name, className, outputShape, parameters, inTop } = row.layer;
  return (
    <tr aria-rowindex={index} data-top={inTop || undefined}>
      <th scope="row" title={name}>
        {name}
      </th>
      <td>{className}</td>
      <td className={classes.number}>{shapeText(outputShape)}</td>
      <td className={classes.number}>{parameters === 0 ? '' : count(parameters)}</td>
    </tr>
  );
}
