import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { percent } from '../../format';
import classes from './facts.module.css';
import type { Preprocessing } from './snippets';

/** How an image becomes the input, in words and as the formula. */
export function PreprocessingFacts({ preprocessing }: { preprocessing: Preprocessing | null }) {
  const { t } = useTranslation('model');
  if (preprocessing === null) return <Text size="sm">{t('preprocessing.unknown')}</Text>;
  const { size, channels, resize, interpolation, scale, mean, std, channelOrder } = preprocessing;
  const { cropFraction = 1, antialias = true } = preprocessing;
  const ends = [0, 255].map((pixel) => rounded((pixel * scale - (mean[0] ?? 0)) / (std[0] ?? 1)));
  const facts: [string, string][] = [
    [t('preprocessing.size'), t('preprocessing.pixels', { size: size.join(' × ') })],
    [t('preprocessing.resize'), t(`preprocessing.resizes.${resize}`)],
    ...(cropFraction < 1
      ? ([[t('preprocessing.middle'), t('preprocessing.share', { share: percent(cropFraction) })]] as [
          string,
          string,
        ][])
      : []),
    [t('preprocessing.interpolation'), t(`preprocessing.interpolations.${interpolation}`)],
    ...(antialias ? [] : ([[t('preprocessing.antialias'), t('preprocessing.skips')]] as [string, string][])),
    [t('preprocessing.channels'), channels === 1 ? t('preprocessing.grey') : channelOrder.toUpperCase()],
    [t('preprocessing.range'), `[${ends.join(', ')}]`],
    [t('preprocessing.formula'), formulaOf(preprocessing)],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Text size="xs" c="dimmed" mt="xs">
        {t('preprocessing.applied')}
      </Text>
    </>
  );
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** `x / 255`, `(x / 255 − [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]`: what changes nothing is left out. */
function formulaOf({ scale, mean, std }: Preprocessing): string {
  const inverse = Number((1 / scale).toPrecision(12));
  const scaled = scale === 1 ? 'x' : String(inverse).length < 8 ? `x / ${inverse}` : `x · ${rounded(scale)}`;
  const centred = mean.every((value) => value === 0) ? scaled : `${scaled} − ${channels(mean)}`;
  if (std.every((value) => value === 1)) return centred;
  return `(${centred}) / ${channels(std)}`;
}

const channels = (values: number[]) =>
  values.every((value) => value === values[0]) ? String(values[0]) : `[${values.join(', ')}]`;
