import { Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ServerSentence } from '../../../components/server-sentence';
import { ChoiceControl } from './choice-control';
import type { ControlProps } from './control-props';
import { CutControl } from './cut-control';
import { HiddenControl } from './hidden-control';
import { NumberControl } from './number-control';
import { acceptedIn, type Schema } from './schema';
import type { Part } from './settings';
import { SizeControl } from './size-control';
import { SplitControl } from './split-control';

interface Props {
  part: Part;
  /** The model to start from. */
  base: string | null;
  schema: Schema;
  /** Undefined if it is left to be chosen. */
  value: unknown;
  onChange: (value: unknown) => void;
  /** What it will be. */
  chosen: unknown;
  /** The reason of the default, if the user did not set the field. */
  reason: string | undefined;
}

/** A part of the recipe: what it is in plain words, its control, and why it is as it is. */
export function PartField({ part, base, schema, value, onChange, chosen, reason }: Props) {
  const { t } = useTranslation('fineTune');
  const accepted = acceptedIn(schema, part);
  const label = t(`recipe.parts.${part}.label`);
  const control = {
    label,
    description: t(`recipe.parts.${part}.text`),
    accepted,
    value: value as never,
    onChange,
    chosen: chosen as never,
  };
  return (
    <Stack gap={4}>
      <Control part={part} base={base} schema={schema} {...control} />
      {value === undefined ? (
        reason !== undefined && (
          <Text size="xs" c="dimmed">
            <ServerSentence text={reason} />
          </Text>
        )
      ) : (
        <Anchor
          component="button"
          type="button"
          size="xs"
          ta="start"
          onClick={() => onChange(undefined)}
          aria-label={t('recipe.chooseForMeLabel', { part: label })}
        >
          {t('recipe.chooseForMe')}
        </Anchor>
      )}
    </Stack>
  );
}

/** Of whatever type the part's value is. */
type AnyControlProps = Omit<ControlProps<never>, 'onChange'> & { onChange: (value: unknown) => void };

function Control({
  part,
  base,
  schema,
  ...props
}: { part: Part; base: string | null; schema: Schema } & AnyControlProps) {
  switch (part) {
    case 'optimizer':
    case 'schedule':
    case 'freeze':
    case 'classWeights':
    case 'head.activation':
    case 'head.pooling':
      return <ChoiceControl part={part} {...props} />;
    case 'head.batchNorm':
      return <ChoiceControl part={part} {...props} accepted={{ enum: ['true', 'false'] }} isBoolean />;
    case 'head.hidden':
      return <HiddenControl {...props} />;
    case 'cut':
      return <CutControl base={base} {...props} />;
    case 'inputSize':
      return <SizeControl {...props} />;
    case 'split':
      return <SplitControl schema={schema} {...props} />;
    default:
      return <NumberControl part={part} {...props} />;
  }
}
