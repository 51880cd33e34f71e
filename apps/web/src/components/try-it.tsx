import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ImageDrop } from './try-it/image-drop';
import { TriedImage } from './try-it/tried-image';
import { usePredictions } from './try-it/use-predictions';

interface Props {
  /** A version, `owner/name@3`, or a run that has succeeded. */
  target: { model: string } | { run: string };
  /** What it tells apart, named before an image is there. */
  labels?: readonly string[] | null;
}

/** Asks a model what is on images that are dropped, pasted or chosen; the latest answer first. */
export function TryIt({ target, labels }: Props) {
  const { t } = useTranslation('model');
  const { tried, ask } = usePredictions(target);
  return (
    <Stack gap="md">
      <ImageDrop onImages={ask} />
      {labels && labels.length > 0 && tried.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('tryIt.answers', { count: labels.length, labels: labels.slice(0, NAMED).join(', ') })}
          {labels.length > NAMED && ' …'}
        </Text>
      )}
      <Stack gap="sm" aria-live="polite">
        {tried.map((one) => (
          <TriedImage key={one.id} {...one} />
        ))}
      </Stack>
    </Stack>
  );
}

const NAMED = 8;
