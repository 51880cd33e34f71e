import { Group, NumberInput, Select, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Preprocessing } from './facts';

interface Props {
  settings: Preprocessing;
  onChange: (settings: Preprocessing) => void;
}

/** Every setting of a preprocessing but the size, which the network decides. */
export function PreprocessingFields({ settings, onChange }: Props) {
  const { t } = useTranslation('publish');
  const change = (changes: Partial<Preprocessing>) => onChange({ ...settings, ...changes });
  const { cropFraction = 1, antialias = true, scale, channels, channelOrder } = settings;
  const choice = (name: 'resize' | 'interpolation' | 'channelOrder', labels: Record<string, string>) => (
    <Select
      label={t(`facts.settings.${name}`)}
      data={Object.entries(labels).map(([value, label]) => ({ value, label }))}
      value={settings[name]}
      onChange={(value) => change({ [name]: value ?? settings[name] })}
      allowDeselect={false}
    />
  );
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {choice('resize', {
          squash: t('facts.settings.resizes.squash'),
          crop: t('facts.settings.resizes.crop'),
        })}
        {choice('interpolation', {
          nearest: t('facts.settings.interpolations.nearest'),
          bilinear: t('facts.settings.interpolations.bilinear'),
          bicubic: t('facts.settings.interpolations.bicubic'),
        })}
      </SimpleGrid>
      <NumberInput
        label={t('facts.settings.cropFraction')}
        description={t('facts.settings.cropFractionHint')}
        value={cropFraction}
        onChange={(value) => change({ cropFraction: Number(value) })}
        error={cropFraction <= 0 || cropFraction > 1 ? t('facts.settings.cropFractionWrong') : undefined}
        min={0}
        max={1}
        step={0.025}
      />
      <Switch
        label={t('facts.settings.antialias')}
        description={t('facts.settings.antialiasHint')}
        checked={antialias}
        onChange={(event) => change({ antialias: event.currentTarget.checked })}
      />
      <NumberInput
        label={t('facts.settings.scale')}
        description={t('facts.settings.scaleHint')}
        value={scale}
        onChange={(value) => change({ scale: Number(value) })}
        error={scale === 0 ? t('facts.settings.zero') : undefined}
        decimalScale={10}
        step={0.001}
      />
      {(['mean', 'std'] as const).map((name) => (
        <Group key={name} grow align="start">
          {settings[name].map((value, channel) => (
            <NumberInput
              key={channel}
              label={t(`facts.settings.${name}`, {
                channel: channels === 1 ? '' : channelOrder[channel]!.toUpperCase(),
              })}
              value={value}
              onChange={(given) => change({ [name]: settings[name].with(channel, Number(given)) })}
              error={name === 'std' && value === 0 ? t('facts.settings.zero') : undefined}
              step={0.01}
            />
          ))}
        </Group>
      ))}
      {channels === 3 &&
        choice('channelOrder', {
          rgb: t('facts.settings.channelOrders.rgb'),
          bgr: t('facts.settings.channelOrders.bgr'),
        })}
    </Stack>
  );
}
