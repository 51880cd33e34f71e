import { Group, SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Pooling, POOLINGS } from './model-state';
import type { Wanted } from './snippets';

interface Props {
  /** Null if the network has none to leave out. */
  top: { layer: string } | null;
  value: Wanted['withoutTop'];
  onChange: (value: Wanted['withoutTop']) => void;
}

/** With the layers that answer, or without them: as features to build upon. */
export function TopSwitch({ top, value, onChange }: Props) {
  const { t } = useTranslation('model');
  return (
    <div>
      <Group gap="sm">
        <SegmentedControl
          aria-label={t('top.label')}
          disabled={top === null}
          value={value ? 'without' : 'with'}
          onChange={(next) => onChange(next === 'without' ? { pooling: 'avg' } : null)}
          data={[
            { value: 'with', label: t('top.with') },
            { value: 'without', label: t('top.without') },
          ]}
        />
        {value && (
          <SegmentedControl
            aria-label={t('top.pooling')}
            value={value.pooling}
            onChange={(pooling: Pooling) => onChange({ pooling })}
            data={POOLINGS.map((pooling) => ({ value: pooling, label: t(`top.poolings.${pooling}`) }))}
          />
        )}
      </Group>
      <Text size="sm" c="dimmed" mt="xs" maw="70ch">
        {top === null ? t('top.none') : value ? t('top.withoutText', { layer: top.layer }) : t('top.withText')}
      </Text>
    </div>
  );
}
