import { Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IMPORTS } from '#graft/api';
import { FileDrop } from '../../components/file-drop';
import { filesOfDrop, type FoundFile, foundOf } from '../../found-files';

const ACCEPTED = [...IMPORTS.extensions, ...IMPORTS.partExtensions, '.zip', '.txt', '.md'].join(',');

interface Props {
  onFiles: (files: FoundFile[]) => void;
}

/** Takes a model's file or files, or the folder that they lie in. */
export function ModelDrop({ onFiles }: Props) {
  const { t } = useTranslation('publish');
  const take = (files: FoundFile[]) => {
    if (files.length > 0) onFiles(files);
  };
  return (
    <FileDrop
      large
      accept={ACCEPTED}
      onDrop={(data) => void filesOfDrop(data).then(take)}
      onChoose={(files) => take(foundOf(files))}
    >
      <IconFileUpload size={36} stroke={1.5} aria-hidden />
      <Text fw={600} component="span">
        {t('source.choose')}
      </Text>
      {(['formats', 'companions'] as const).map((hint) => (
        <Text key={hint} size="sm" c="dimmed" component="span" maw="60ch">
          {t(`source.${hint}`)}
        </Text>
      ))}
    </FileDrop>
  );
}
