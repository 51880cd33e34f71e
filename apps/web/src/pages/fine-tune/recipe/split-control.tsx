import { Group, Input, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './control-props';
import { acceptedIn, type Schema } from './schema';

interface Split {
  train: number;
  validation: number;
  test: number;
}

const SHARES = ['train', 'validation', 'test'] as const;

/** Shares of the images in percent; they have to add up to 100. */
export function SplitControl({
  schema,
  value,
  onChange,
  chosen,
  label,
  description,
}: { schema: Schema } & ControlProps<Split>) {
  const { t } = useTranslation('fineTune');
  const start = value ?? chosen;
  const sum = value && Math.round(100 * (value.train + value.validation + value.test));
  return (
    <Input.Wrapper
      labelElement="div"
      label={label}
      description={description}
      error={sum !== undefined && sum !== 100 && t('recipe.splitSum', { sum })}
    >
      <Group gap="xs" wrap="nowrap" mt={6}>
        {SHARES.map((share) => {
          const { minimum = 0, maximum = 1 } = acceptedIn(schema, `split.${share}`);
          return (
            <NumberInput
              key={share}
              label={t(`recipe.shares.${share}`)}
              labelProps={{ fw: 400, size: 'xs' }}
              suffix=" %"
              min={100 * minimum}
              max={100 * maximum}
              step={5}
              allowDecimal={false}
              value={value ? Math.round(100 * value[share]) : ''}
              placeholder={chosen ? `${Math.round(100 * chosen[share])} %` : ''}
              disabled={!start}
              onChange={(next) => {
                if (typeof next === 'number') onChange({ ...start!, [share]: next / 100 });
              }}
              flex={1}
              miw={0}
            />
          );
        })}
      </Group>
    </Input.Wrapper>
  );
}
