import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { count } from '../../../format';
import type { ControlProps } from './control-props';
import { useRange } from './use-range';

type NumberPart = 'epochs' | 'patience' | 'learningRate' | 'batchSize' | 'head.dropout' | 'labelSmoothing' | 'seed';

/** How far a press of the arrow goes; whole numbers by one. */
const STEPS: Partial<Record<NumberPart, number>> = { learningRate: 0.0005, 'head.dropout': 0.05, labelSmoothing: 0.05 };

export function NumberControl({
  part,
  accepted,
  value,
  onChange,
  chosen,
  ...texts
}: { part: NumberPart } & ControlProps<number>) {
  const { t } = useTranslation('fineTune');
  const range = useRange();
  const step = STEPS[part];
  return (
    <NumberInput
      {...texts}
      description={range(texts.description, accepted)}
      min={accepted.minimum ?? 0}
      max={accepted.maximum}
      step={step ?? 1}
      allowDecimal={step !== undefined}
      decimalScale={step === undefined ? 0 : 6}
      value={value ?? ''}
      placeholder={chosen === undefined ? t('recipe.chosenLater') : t('recipe.chosen', { value: count(chosen) })}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  );
}
