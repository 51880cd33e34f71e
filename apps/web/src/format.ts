import i18next from 'i18next';

const language = () => i18next.language;

/** 1,234,567 */
export const count = (value: number): string => new Intl.NumberFormat(language()).format(value);

/** 1.2M */
export const short = (value: number): string =>
  new Intl.NumberFormat(language(), { notation: 'compact', maximumSignificantDigits: 3 }).format(value);

/** 0.957, with all of its digits */
export const decimal = (value: number, digits = 3): string =>
  new Intl.NumberFormat(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** @param value a fraction, e.g. 0.957 for 95.7 % */
export const percent = (value: number, digits = 1): string =>
  new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: digits }).format(value);

/** 4.2 MB */
export function bytes(value: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const power = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: units[power],
    unitDisplay: 'short',
    maximumSignificantDigits: 3,
  }).format(value / 1000 ** power);
}

/** 1 min 5 s @param seconds */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return (first < 0 ? parts.slice(2) : parts.slice(first, first + 2))
    .map(([value, unit]) =>
      new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'short' }).format(value),
    )
    .join(' ');
}

/** 25 Nov 2026, 14:03 @param at ISO 8601 */
export const moment = (at: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));

/** 14:03:27 @param at ISO 8601 */
export const clock = (at: string): string =>
  new Intl.DateTimeFormat(language(), { timeStyle: 'medium' }).format(new Date(at));

/** 3 days ago @param at ISO 8601 */
export function ago(at: string, now = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const units: [number, Intl.RelativeTimeFormatUnit][] = [
    [31_557_600, 'year'],
    [2_629_800, 'month'],
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ];
  const [size, unit] = units.find(([size]) => Math.abs(seconds) >= size) ?? [1, 'second'];
  return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
