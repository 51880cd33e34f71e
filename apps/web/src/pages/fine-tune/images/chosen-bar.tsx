import { Button, Group, Menu, Paper, Text } from '@mantine/core';
import { IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './chosen-bar.module.css';
import type { DraftClass } from './image-draft';

interface Props {
  count: number;
  classes: readonly DraftClass[];
  onMove: (classId: number) => void;
  onRemove: () => void;
  onNone: () => void;
}

/** What to do with the images that are chosen. */
export function ChosenBar({ count, classes: targets, onMove, onRemove, onNone }: Props) {
  const { t } = useTranslation('fineTune');
  return (
    <Paper withBorder p="xs" className={classes.bar}>
      <Group gap="xs">
        <Text size="sm" fw={600} role="status" mr="auto" pl={4}>
          {t('images.chosen', { count })}
        </Text>
        <Menu>
          <Menu.Target>
            <Button size="xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
              {t('images.moveTo')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {targets.map(({ id, name }, i) => (
              <Menu.Item key={id} onClick={() => onMove(id)}>
                {name || t('images.classNumber', { number: i + 1 })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button size="xs" variant="default" onClick={onRemove} leftSection={<IconTrash size={14} aria-hidden />}>
          {t('images.remove')}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onNone}>
          {t('images.none')}
        </Button>
      </Group>
    </Paper>
  );
}
