import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  /** What is under way, e.g. `Sending` */
  label: string;
  /** Share that is done; null while it is not known. */
  share: number | null;
  /** How far it is, e.g. `12 of 283 images` */
  detail?: string;
  onCancel?: () => void;
}

/** Something that takes a while: what, how far it is, and the way to stop it. */
export function TaskProgress({ label, share, detail, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="sm" mih={30}>
        <div>
          <Text size="sm" fw={600} role="status">
            {label}
          </Text>
        </div>
        <Group gap="sm" wrap="nowrap">
          <Text size="sm" c="dimmed" ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {detail}
          </Text>
          {onCancel && (
            <Button size="compact-sm" variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
        </Group>
      </Group>
      <Progress.Root size="lg" transitionDuration={0 /* else each step is laid out at every frame for 100 ms */}>
        <Progress.Section
          value={share === null ? 100 : 100 * share}
          animated={share === null}
          aria-label={label}
          aria-valuetext={detail}
        />
      </Progress.Root>
    </Stack>
  );
}
