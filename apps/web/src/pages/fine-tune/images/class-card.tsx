import { ActionIcon, Badge, Button, Card, FileButton, Group, Text, TextInput } from '@mantine/core';
import { IconPhotoPlus, IconTrash, IconVideo } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImageGrid } from '../../../components/image-grid';
import { count } from '../../../format';
import classes from './class-card.module.css';
import { DraftTile } from './draft-tile';
import { type DraftClass, FEWEST_IMAGES } from './image-draft';
import { useFileDrop } from './use-file-drop';

const WebcamRecorder = lazy(() => import('./webcam-recorder'));

interface Props {
  of: DraftClass;
  /** From 1. */
  number: number;
  chosen: ReadonlySet<number>;
  hasCamera: boolean;
  onToggle: (imageId: number) => void;
  onRename: (name: string) => void;
  onImages: (files: File[]) => void;
  onMoveHere: (ids: Set<number>) => void;
  onRemove: () => void;
}

/** A class of the draft: its name, its images, and ways to add more. */
export function ClassCard({
  of,
  number,
  chosen,
  hasCamera,
  onToggle,
  onRename,
  onImages,
  onMoveHere,
  onRemove,
}: Props) {
  const { t } = useTranslation('fineTune');
  const [recording, setRecording] = useState(false);
  const drop = useFileDrop({
    onFiles: (found) => onImages(found.map(({ file }) => file)),
    onImages: onMoveHere,
  });
  const name = of.name || t('images.classNumber', { number });
  const missing = FEWEST_IMAGES - of.images.length;
  return (
    <Card withBorder padding="sm" component="section" aria-label={name} className={classes.card} {...drop}>
      <Group gap="xs" wrap="nowrap" mb="xs">
        <TextInput
          flex={1}
          size="sm"
          aria-label={t('images.className', { number })}
          placeholder={t('images.classPlaceholder')}
          value={of.name}
          onChange={({ currentTarget }) => onRename(currentTarget.value)}
          maxLength={100}
          data-class-name
        />
        <Badge variant="light" color={missing > 0 ? 'gray' : undefined} size="lg" tt="none" className={classes.count}>
          {t('images.count', { count: of.images.length, formatted: count(of.images.length) })}
        </Badge>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          onClick={onRemove}
          aria-label={t('images.removeClass', { name })}
          title={t('images.removeClass', { name })}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {of.images.length > 0 ? (
        <ImageGrid images={of.images} keyOf={({ id }) => id} label={t('images.of', { name })} tile={64} maxHeight={216}>
          {(image) => <DraftTile image={image} chosen={chosen} onToggle={() => onToggle(image.id)} />}
        </ImageGrid>
      ) : (
        <Text size="sm" c="dimmed" ta="center" py="lg" className={classes.empty}>
          {t('images.dropOntoClass')}
        </Text>
      )}
      <Group gap="xs" mt="md">
        <FileButton multiple accept="image/*" onChange={onImages}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="light"
              aria-label={t('images.addTo', { name })}
              leftSection={<IconPhotoPlus size={16} aria-hidden />}
            >
              {t('images.add')}
            </Button>
          )}
        </FileButton>
        {hasCamera && (
          <Button
            size="compact-sm"
            variant="light"
            aria-expanded={recording}
            aria-label={t('images.webcamFor', { name })}
            onClick={() => setRecording(!recording)}
            leftSection={<IconVideo size={16} aria-hidden />}
          >
            {t('images.webcam')}
          </Button>
        )}
        {missing > 0 && of.images.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('images.missing', { count: missing })}
          </Text>
        )}
      </Group>
      {recording && (
        <Suspense>
          <WebcamRecorder onImage={(file) => onImages([file])} onClose={() => setRecording(false)} />
        </Suspense>
      )}
    </Card>
  );
}
