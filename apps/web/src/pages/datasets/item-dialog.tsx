import { ActionIcon, Anchor, Badge, Group, Modal, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DatasetItem } from '../../api/datasets';
import { bytes } from '../../format';
import classes from './item-dialog.module.css';

interface Props {
  items: readonly DatasetItem[];
  /** The one that is shown; null for none. */
  index: number | null;
  onIndex: (index: number | null) => void;
}

/** One image, large, with what is known of it; the arrow keys continue to the others. */
export function ItemDialog({ items, index, onIndex }: Props) {
  const { t } = useTranslation('datasets');
  const item = index === null ? undefined : items[index];
  const go = (step: number) => {
    const next = (index ?? 0) + step;
    if (index !== null && next >= 0 && next < items.length) onIndex(next);
  };
  useHotkeys([
    ['ArrowLeft', () => go(-1)],
    ['ArrowRight', () => go(1)],
  ]);
  return (
    <Modal
      opened={item !== undefined}
      onClose={() => onIndex(null)}
      title={item?.name}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {item && (
        <Stack gap="sm">
          <div className={classes.frame}>
            <img src={item.image} alt={item.name} className={classes.image} />
          </div>
          <Group justify="space-between" gap="sm">
            <Group gap="xs">
              {item.labels.map((label) => (
                <Badge key={label} variant="light" size="lg" tt="none" fw={500}>
                  {label}
                </Badge>
              ))}
              <Text size="sm" c="dimmed">
                {t('dimensions', { width: item.width, height: item.height, size: bytes(item.bytes) })}
              </Text>
            </Group>
            <Group gap="xs">
              <Anchor href={item.image} target="_blank" size="sm">
                {t('original')}
              </Anchor>
              <ActionIcon variant="default" onClick={() => go(-1)} disabled={index === 0} aria-label={t('previous')}>
                <IconChevronLeft size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="default"
                onClick={() => go(1)}
                disabled={index === items.length - 1}
                aria-label={t('next')}
              >
                <IconChevronRight size={18} aria-hidden />
              </ActionIcon>
            </Group>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
