import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './curves.module.css';
import type { Curve } from './curves/curve';
import { Plot } from './curves/plot';

export type { Curve } from './curves/curve';
export { CurvesTable } from './curves/curves-table';

interface Props {
  title: string;
  curves: readonly Curve[];
  /** Epochs that the axis reaches to; it grows where there are more. */
  epochs: number;
  /** The epoch to mark. */
  best?: number | null;
  /** How a value is written. */
  format: (value: number) => string;
  /** How it is written on the axis; as elsewhere, where nothing is said. */
  tick?: (value: number) => string;
  /** From the smallest and largest value to what the axis shows. */
  range: (min: number, max: number) => [number, number];
  /** Figures with one key show the same epoch under the pointer. */
  syncKey?: string;
  /** Said where the curves will be. */
  empty: string;
}

/** Curves over the epochs, each with its latest value, or that of the epoch under the pointer. */
export function Curves({ title, curves, epochs, best = null, format, tick = format, range, syncKey, empty }: Props) {
  const { t } = useTranslation('runs');
  const [pointed, point] = useState<number | null>(null);
  const length = Math.max(0, ...curves.map(({ values }) => values.length));
  const epoch = pointed ?? length;
  /** The epoch that all values are of. */
  const one = pointed !== null || curves.every(({ values }) => values.length === length);
  const valueOf = ({ values }: Curve) => {
    const value = values[epoch - 1] ?? (pointed === null ? values.at(-1) : null);
    return value === null || value === undefined ? '–' : format(value);
  };
  const summary = [
    ...curves.map((curve) => `${curve.label}: ${valueOf(curve)}`),
    best !== null && t('curves.best', { epoch: best }),
  ];
  return (
    <figure className={classes.figure}>
      <Group component="figcaption" justify="space-between" gap="xs" mb="xs" align="baseline">
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="xs" c="dimmed" className={classes.epoch}>
          {[length > 0 && one && t('curves.epoch', { epoch }), best !== null && t('curves.best', { epoch: best })]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Group>
      <div className={classes.canvas}>
        <div
          role="img"
          aria-label={length === 0 ? empty : `${title}. ${summary.filter(Boolean).join(', ')}`}
          className={classes.plot}
        >
          <Plot curves={curves} epochs={epochs} best={best} {...{ range, tick, syncKey }} onPoint={point} />
        </div>
        {length === 0 && (
          <Text size="sm" c="dimmed" className={classes.empty} aria-hidden>
            {empty}
          </Text>
        )}
      </div>
      <Group component="ul" gap="md" className={classes.legend}>
        {curves.map((curve) => (
          <li key={curve.label}>
            <LineSample tone={curve.tone} />
            <span>{curve.label}</span>
            <strong>{valueOf(curve)}</strong>
          </li>
        ))}
      </Group>
    </figure>
  );
}

/** How a curve is drawn. */
export function LineSample({ tone }: { tone: number }) {
  return (
    <svg width={24} height={8} aria-hidden className={classes.sample}>
      <line x1={0} y1={4} x2={24} y2={4} strokeWidth={2} data-tone={tone} className={classes.line} />
    </svg>
  );
}
