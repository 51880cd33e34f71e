import { ActionIcon, Card, Group, Text } from '@mantine/core';
import { IconFileZip, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../../format';

interface Props {
  zip: File;
  onRemove: () => void;
}

/** A zip that is sent as it is. */
export function ZipCard({ zip, onRemove }: Props) {
  const { t } = useTranslation('fineTune');
  return (
    <Card withBorder padding="sm">
      <Group wrap="nowrap">
        <IconFileZip size={28} stroke={1.5} aria-hidden />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text fw={600} truncate>
            {zip.name}
          </Text>
          <Text size="sm" c="dimmed">
            {t('images.zip', { size: bytes(zip.size) })}
          </Text>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('images.removeZip')}
          title={t('images.removeZip')}
          onClick={onRemove}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </Card>
  );
}
