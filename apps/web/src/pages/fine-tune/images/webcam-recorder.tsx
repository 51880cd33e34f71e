import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconCamera, IconPlayerRecordFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './webcam-recorder.module.css';
import { readable } from '../../../components/readable';

interface Props {
  onImage: (image: File) => void;
  onClose: () => void;
}

/** Pictures a second while it records: more would hardly differ. */
const PER_SECOND = 5;
/** Pixels of the square that is kept; backbones look at no more. */
const SIDE = 384;

/** What the camera sees, and buttons that keep one picture or many. */
export default function WebcamRecorder({ onImage, onClose }: Props) {
  const { t } = useTranslation('fineTune');
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'asking' | 'ready' | 'refused'>('asking');
  const [recording, setRecording] = useState(false);
  const taken = useRef(0);
  const take = useRef(() => {});
  useEffect(() => {
    take.current = () => {
      const name = `webcam-${Date.now()}-${taken.current++}.jpg`;
      if (video.current) void pictureOf(video.current, name).then(onImage);
    };
  });

  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 } } }).then(
      (opened) => {
        stream = opened;
        if (gone) return stop(opened);
        video.current!.srcObject = opened;
        setState('ready');
      },
      () => setState('refused'),
    );
    return () => {
      gone = true;
      if (stream) stop(stream);
    };
  }, []);

  useEffect(() => {
    if (!recording) return;
    take.current();
    const timer = setInterval(() => take.current(), 1000 / PER_SECOND);
    return () => clearInterval(timer);
  }, [recording]);

  if (state === 'refused')
    return (
      <Alert
        color="orange"
        variant="light"
        styles={readable}
        mt="xs"
        withCloseButton
        onClose={onClose}
        title={t('webcam.refused')}
      >
        {t('webcam.refusedText')}
      </Alert>
    );
  return (
    <Group mt="xs" gap="sm" align="start" wrap="nowrap">
      <video ref={video} className={classes.video} autoPlay muted playsInline aria-label={t('webcam.view')} />
      <Stack gap={6} align="start">
        <Button
          size="xs"
          disabled={state !== 'ready'}
          onClick={() => setRecording(!recording)}
          variant={recording ? 'filled' : 'light'}
          leftSection={
            recording ? (
              <IconPlayerStopFilled size={16} aria-hidden />
            ) : (
              <IconPlayerRecordFilled size={16} aria-hidden />
            )
          }
        >
          {recording ? t('webcam.stop') : t('webcam.record')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={state !== 'ready' || recording}
          onClick={() => take.current()}
          leftSection={<IconCamera size={16} aria-hidden />}
        >
          {t('webcam.one')}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
          {t('webcam.close')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('webcam.hint')}
        </Text>
      </Stack>
    </Group>
  );
}

const stop = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop());

/** The middle of what is seen, as a JPEG. */
async function pictureOf(video: HTMLVideoElement, name: string): Promise<File> {
  const { videoWidth: width, videoHeight: height } = video;
  const side = Math.min(width, height);
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const at = [(width - side) / 2, (height - side) / 2] as const;
  canvas.getContext('2d')!.drawImage(video, ...at, side, side, 0, 0, SIDE, SIDE);
  const type = 'image/jpeg';
  return new File([await canvas.convertToBlob({ type, quality: 0.92 })], name, { type });
}
