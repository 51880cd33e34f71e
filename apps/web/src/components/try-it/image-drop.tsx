import { Text } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '../file-drop';

interface Props {
  onImages: (images: File[]) => void;
}

/** Takes images that are dropped on it, pasted anywhere on the page, or chosen. */
export function ImageDrop({ onImages }: Props) {
  const { t } = useTranslation('model');
  const take = (data: DataTransfer | null) => {
    const images = [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
    if (images.length > 0) onImages(images);
  };
  const pasted = useRef(take);
  useEffect(() => {
    pasted.current = take;
  });
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => pasted.current(clipboardData);
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
  return (
    <FileDrop accept="image/*" onDrop={take} onChoose={onImages}>
      <IconPhotoPlus size={28} stroke={1.5} aria-hidden />
      <Text fw={600} component="span">
        {t('tryIt.choose')}
      </Text>
      <Text size="sm" c="dimmed" component="span">
        {t('tryIt.hint')}
      </Text>
    </FileDrop>
  );
}
