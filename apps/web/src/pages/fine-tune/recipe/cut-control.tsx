import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './control-props';
import { layerNamesQuery } from './queries';

/** The layer that the head is grafted onto, by its name. */
export function CutControl({
  base,
  value,
  onChange,
  chosen,
  label,
  description,
}: { base: string | null } & ControlProps<string>) {
  const { t } = useTranslation('fineTune');
  const layers = useQuery({ ...layerNamesQuery(base ?? ''), enabled: base !== null });
  return (
    <Autocomplete
      label={label}
      description={description}
      data={layers.data ?? []}
      limit={200}
      value={value ?? ''}
      placeholder={chosen === undefined ? t('recipe.chosenLater') : t('recipe.chosen', { value: chosen })}
      onChange={(next) => onChange(next === '' ? undefined : next)}
    />
  );
}
