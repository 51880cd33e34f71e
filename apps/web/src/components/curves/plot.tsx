import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { columnsOf, type Curve, dashesOf } from './curve';

interface Props {
  curves: readonly Curve[];
  epochs: number;
  best: number | null;
  tick: (value: number) => string;
  range: (min: number, max: number) => [number, number];
  syncKey?: string;
  /** The epoch under the pointer; null if there is none. */
  onPoint: (epoch: number | null) => void;
}

/** The canvas. It is made once for each set of curves; new values are drawn into it. */
export function Plot(props: Props) {
  const { curves, epochs, best } = props;
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  const scheme = useComputedColorScheme();
  const tones = curves.map(({ tone }) => tone).join();

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const drawn = new uPlot(optionsOf(latest, frame.current!), columnsOf(latest.current.curves) as uPlot.AlignedData);
    frame.current!.append(drawn.root);
    plot.current = drawn;
    const resized = new ResizeObserver(() => drawn.setSize(sizeOf(frame.current!)));
    resized.observe(frame.current!);
    return () => {
      resized.disconnect();
      plot.current = null;
      drawn.destroy();
    };
  }, [tones]);

  useEffect(() => {
    plot.current?.setData(columnsOf(curves) as uPlot.AlignedData);
  }, [curves, epochs, best]);

  useEffect(() => {
    plot.current?.redraw(false, true);
  }, [scheme]);

  return <div ref={frame} style={{ position: 'absolute', inset: 0 }} />;
}

const sizeOf = (frame: HTMLElement) => ({ width: frame.clientWidth, height: frame.clientHeight });

function optionsOf(latest: { current: Props }, frame: HTMLElement): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(frame).getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--curve-text'),
    grid: { stroke: colour('--curve-grid'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  };
  return {
    ...sizeOf(frame),
    legend: { show: false },
    padding: [8, 12, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 8 },
      ...(latest.current.syncKey && { sync: { key: latest.current.syncKey } }),
    },
    scales: {
      x: { time: false, range: (_, __, max) => [1, Math.max(2, latest.current.epochs, max ?? 0)] },
      y: { range: (_, min, max) => latest.current.range(min ?? NaN, max ?? NaN) },
    },
    axes: [
      { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200], size: 28 },
      { ...axis, size: 52, values: (_, splits) => splits.map((value) => latest.current.tick(value)) },
    ],
    series: [
      {},
      ...latest.current.curves.map(({ label, tone }) => ({
        label,
        stroke: colour(`--curve-${tone % 6}`),
        width: 2,
        dash: dashesOf(tone),
        spanGaps: true,
        points: { size: 5, fill: colour(`--curve-${tone % 6}`) },
      })),
    ],
    hooks: {
      drawClear: [(drawn) => markBest(drawn, latest.current.best, colour('--curve-best')())],
      setCursor: [({ cursor: { idx } }) => latest.current.onPoint(idx === null || idx === undefined ? null : idx + 1)],
    },
  };
}

/** A line behind the curves. */
function markBest(plot: uPlot, epoch: number | null, colour: string): void {
  if (epoch === null) return;
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(epoch, 'x', true));
  ctx.save();
  ctx.fillStyle = colour;
  ctx.fillRect(x - devicePixelRatio, bbox.top, 2 * devicePixelRatio, bbox.height);
  ctx.restore();
}
