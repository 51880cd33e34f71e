import { Text } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './image-drop.module.css';

interface Props {
  onImages: (images: File[]) => void;
}

/** Takes images that are dropped on it, pasted anywhere on the page, or chosen. */
export function ImageDrop({ onImages }: Props) {
  const { t } = useTranslation('model');
  const [over, setOver] = useState(false);
  const take = useRef(onImages);
  useEffect(() => {
    take.current = onImages;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const images = imagesIn(event.clipboardData);
      if (images.length > 0) take.current(images);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const images = imagesIn(event.dataTransfer);
    if (images.length > 0) onImages(images);
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
        accept="image/*"
        multiple
        className={classes.input}
        onChange={({ currentTarget }) => {
          const images = [...(currentTarget.files ?? [])];
          currentTarget.value = ''; // the same image may be chosen again
          if (images.length > 0) onImages(images);
        }}
      />
      <IconPhotoPlus size={28} stroke={1.5} aria-hidden />
      <Text fw={600} component="span">
        {t('tryIt.choose')}
      </Text>
      <Text size="sm" c="dimmed" component="span">
        {t('tryIt.hint')}
      </Text>
    </label>
  );
}

const imagesIn = (data: DataTransfer | null): File[] =>
  [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
