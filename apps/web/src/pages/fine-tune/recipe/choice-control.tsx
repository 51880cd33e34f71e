import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './control-props';

type ChoicePart =
  | 'optimizer'
  | 'schedule'
  | 'freeze'
  | 'classWeights'
  | 'head.activation'
  | 'head.pooling'
  | 'head.batchNorm';

export function ChoiceControl({
  part,
  accepted,
  value,
  onChange,
  chosen,
  isBoolean = false,
  ...texts
}: { part: ChoicePart; isBoolean?: boolean } & ControlProps<string | boolean>) {
  const { t, i18n } = useTranslation('fineTune');
  // A choice that this page has no words for yet is called as the API calls it.
  const word = (choice: string) => {
    const key = `recipe.parts.${part}.choices.${choice}`;
    return i18n.exists(key, { ns: 'fineTune' }) ? t(key as never) : choice;
  };
  return (
    <Select
      {...texts}
      data={(accepted.enum ?? []).map((choice) => ({ value: choice, label: word(choice) }))}
      value={value === undefined ? null : String(value)}
      placeholder={chosen === undefined ? t('recipe.chosenLater') : t('recipe.chosen', { value: word(String(chosen)) })}
      clearable
      onChange={(next) => onChange(next === null ? undefined : isBoolean ? next === 'true' : next)}
    />
  );
}
