import { Group, Radio, Stack, Text } from '@mantine/core';
import { IconLock, IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './visibility-choice.module.css';

export type Visibility = 'public' | 'private';

const choices = [
  ['public', IconWorld],
  ['private', IconLock],
] as const;

interface Props {
  value: Visibility | null;
  onChange: (value: Visibility) => void;
  /** A further version is as visible as the model. */
  settled: boolean;
  tried: boolean;
}

/** Public or private: asked for, never assumed. */
export function VisibilityChoice({ value, onChange, settled, tried }: Props) {
  const { t } = useTranslation('publish');
  return (
    <Radio.Group
      label={t('form.visibility')}
      description={settled ? t('form.visibilitySettled') : t('form.visibilityHint')}
      value={value}
      onChange={(value) => onChange(value)}
      error={tried && value === null && t('form.visibilityMissing')}
      required
    >
      <div className={classes.choices}>
        {choices.map(([choice, Icon]) => (
          <Radio.Card
            key={choice}
            value={choice}
            disabled={settled && value !== choice}
            className={classes.choice}
            aria-label={t(`form.${choice}`)}
            aria-describedby={`visibility-${choice}`}
            aria-invalid={(tried && value === null) || undefined}
          >
            <Group wrap="nowrap" align="start" gap="sm">
              <Radio.Indicator mt={2} />
              <Stack gap={2}>
                <Group gap={6}>
                  <Icon size={16} aria-hidden />
                  <Text fw={600} size="sm">
                    {t(`form.${choice}`)}
                  </Text>
                </Group>
                <Text size="sm" c="dimmed" id={`visibility-${choice}`}>
                  {t(`form.${choice}Means`)}
                </Text>
              </Stack>
            </Group>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
