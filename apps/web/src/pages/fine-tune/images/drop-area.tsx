import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconFolderOpen, IconPhotoPlus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FoundFile, foundOf } from '../../../found-files';
import classes from './drop-area.module.css';
import { useFileDrop } from './use-file-drop';

interface Props {
  onFiles: (found: FoundFile[]) => void;
  /** Begins with an empty class instead. */
  onClass: () => void;
  /** Something is here already. */
  compact: boolean;
}

/** Takes folders, images and zips that are dropped or chosen. */
export function DropArea({ onFiles, onClass, compact }: Props) {
  const { t } = useTranslation('fineTune');
  const drop = useFileDrop({ onFiles });
  const choose = (files: File[]) => {
    if (files.length > 0) onFiles(foundOf(files));
  };
  return (
    <div className={classes.area} data-compact={compact || undefined} {...drop}>
      {!compact && (
        <>
          <IconFolderOpen size={40} stroke={1.4} aria-hidden />
          <Text fw={600} size="lg">
            {t('images.drop')}
          </Text>
          <Text size="sm" c="dimmed" maw="52ch">
            {t('images.dropHint')}
          </Text>
        </>
      )}
      <Group gap="xs" justify="center" mt={compact ? 0 : 'xs'}>
        {compact && (
          <Text size="sm" c="dimmed" visibleFrom="sm" mr="xs">
            {t('images.dropMore')}
          </Text>
        )}
        <FileButton multiple onChange={choose} inputProps={FOLDER}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconFolderOpen size={16} aria-hidden />}>
              {t('images.chooseFolder')}
            </Button>
          )}
        </FileButton>
        <FileButton multiple accept="image/*,.zip" onChange={choose}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconPhotoPlus size={16} aria-hidden />}>
              {t('images.chooseFiles')}
            </Button>
          )}
        </FileButton>
        {!compact && (
          <Button size="xs" variant="default" onClick={onClass} leftSection={<IconPlus size={16} aria-hidden />}>
            {t('images.addClass')}
          </Button>
        )}
      </Group>
    </div>
  );
}

/** Every browser knows it; React's types don't. */
const FOLDER = { webkitdirectory: '' } as object;
