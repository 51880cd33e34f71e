import { Group, Input, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './control-props';
import { useRange } from './use-range';

/** Height and width; one that is not given is like the other. */
export function SizeControl({ accepted, value, onChange, chosen, label, description }: ControlProps<[number, number]>) {
  const { t } = useTranslation('fineTune');
  const range = useRange();
  const side = (index: 0 | 1) => (
    <NumberInput
      aria-label={`${label}: ${t(index === 0 ? 'recipe.height' : 'recipe.width')}`}
      min={accepted.minimum}
      max={accepted.maximum}
      step={32}
      allowDecimal={false}
      value={value?.[index] ?? ''}
      placeholder={chosen === undefined ? '' : String(chosen[index])}
      onChange={(next) => {
        if (typeof next !== 'number') return onChange(undefined);
        const other = value?.[1 - index] ?? next;
        onChange(index === 0 ? [next, other] : [other, next]);
      }}
      flex={1}
    />
  );
  return (
    <Input.Wrapper labelElement="div" label={label} description={range(description, accepted)}>
      <Group gap="xs" wrap="nowrap" mt={6}>
        {side(0)}
        <span aria-hidden>×</span>
        {side(1)}
      </Group>
    </Input.Wrapper>
  );
}
