import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './control-props';
import { widthsOf } from './settings';
import { useRange } from './use-range';

/** Widths of the hidden layers; an empty field means the default, `0` none. */
export function HiddenControl({ accepted, value, onChange, chosen, ...texts }: ControlProps<number[]>) {
  const { t } = useTranslation('fineTune');
  const range = useRange();
  const shown = (widths: number[]) => (widths.length === 0 ? '0' : widths.join(', '));
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === undefined ? '' : shown(value));
  const widths = widthsOf(text);
  return (
    <TextInput
      {...texts}
      description={range(texts.description, accepted)}
      value={text}
      placeholder={
        chosen === undefined
          ? t('recipe.chosenLater')
          : t('recipe.chosen', { value: chosen.length === 0 ? t('recipe.noLayer') : chosen.join(', ') })
      }
      error={widths === null && t('recipe.noWidths')}
      onChange={({ currentTarget: { value: next } }) => {
        setTyped(next);
        const read = widthsOf(next);
        if (read) onChange(next.trim() === '' ? undefined : read.filter((width) => width > 0));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
