import { Stack } from '@mantine/core';
import { ImageDrop } from './try-it/image-drop';
import { LabelList } from './try-it/label-list';
import { TriedImage } from './try-it/tried-image';
import { usePredictions } from './try-it/use-predictions';

interface Props {
  /** A version, `owner/name@3`, or a run that has succeeded. */
  target: { model: string } | { run: string };
  /** What it tells apart, listed before an image is there. */
  labels?: readonly string[] | null;
}

/** Asks a model what is on images that are dropped, pasted or chosen; the latest answer first. */
export function TryIt({ target, labels }: Props) {
  const { tried, ask } = usePredictions(target);
  return (
    <Stack gap="md">
      <ImageDrop onImages={ask} />
      {labels && labels.length > 0 && tried.length === 0 && <LabelList labels={labels} />}
      <Stack gap="sm" aria-live="polite">
        {tried.map((one) => (
          <TriedImage key={one.id} {...one} />
        ))}
      </Stack>
    </Stack>
  );
}
