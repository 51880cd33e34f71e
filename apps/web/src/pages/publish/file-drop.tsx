import { Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundFile } from '../fine-tune/images/folders';
import { filesOfDrop, foundOf } from '../fine-tune/images/read-drop';
import classes from './file-drop.module.css';

interface Props {
  onFiles: (files: FoundFile[]) => void;
}

/** Takes a model's file or files, or the folder that they lie in. */
export function FileDrop({ onFiles }: Props) {
  const { t } = useTranslation('publish');
  const [over, setOver] = useState(false);
  const take = (files: FoundFile[]) => {
    if (files.length > 0) onFiles(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void filesOfDrop(event.dataTransfer).then(take);
  };
  return (
    <label
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        multiple
        accept=".h5,.hdf5,.keras,.json,.bin,.zip,.txt,.md"
        className={classes.input}
        onChange={({ currentTarget }) => {
          const files = foundOf([...(currentTarget.files ?? [])]);
          currentTarget.value = ''; // the same file may be chosen again
          take(files);
        }}
      />
      <IconFileUpload size={36} stroke={1.5} aria-hidden />
      <Text fw={600} component="span">
        {t('source.choose')}
      </Text>
      <Text size="sm" c="dimmed" component="span" maw="60ch">
        {t('source.formats')}
      </Text>
      <Text size="sm" c="dimmed" component="span" maw="60ch">
        {t('source.companions')}
      </Text>
    </label>
  );
}
