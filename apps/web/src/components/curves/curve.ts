export interface Curve {
  label: string;
  /** One value an epoch, from the first on; null if there is none. */
  values: readonly (number | null)[];
  /** Which colour and dashes it is drawn with, from 0; six there are. */
  tone: number;
}

/** Dashes of each tone, in pixels, so that curves differ by more than colour; as in curves.module.css. */
const DASHES = [[], [6, 4], [2, 4], [12, 4], [12, 4, 2, 4], [1, 2]];

export const dashesOf = (tone: number): number[] => DASHES[tone % DASHES.length]!;

/** uPlot's columns: the epochs, then the values of each curve. */
export function columnsOf(curves: readonly Curve[]): (number | null)[][] {
  const length = Math.max(0, ...curves.map(({ values }) => values.length));
  const epochs = Array.from({ length }, (_, index) => index + 1);
  return [epochs, ...curves.map(({ values }) => epochs.map((epoch) => values[epoch - 1] ?? null))];
}

/** Runs of more epochs than this show first what they have learned so far. */
const SHORT_RUN = 40;
const REACHES = [20, 50, 100, 200, 500, 1000];

/** The last epoch that the axis shows while a run learns: it moves now and then, so that the curves have room. */
export const reachOf = (learned: number, epochs: number): number =>
  epochs <= SHORT_RUN ? epochs : Math.min(epochs, REACHES.find((reach) => reach > learned * 1.1) ?? epochs);

/** From nothing to a little above the largest loss. */
export const lossRange = (_: number, max: number): [number, number] => [
  0,
  Number.isFinite(max) && max > 0 ? max * 1.05 : 1,
];

/** From a tenth below the least accuracy to all. */
export const accuracyRange = (min: number): [number, number] => [
  Number.isFinite(min) ? Math.max(0, Math.floor(min * 10 - 0.5) / 10) : 0,
  1,
];
