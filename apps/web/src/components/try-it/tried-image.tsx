import { Card, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { percent } from '../../format';
import { ProblemAlert } from '../problem-alert';
import classes from './tried-image.module.css';
import type { Tried } from './use-predictions';

/** One image and what the model says to it. */
export function TriedImage({ name, url, predictions, error }: Tried) {
  const { t } = useTranslation('model');
  return (
    <Card withBorder padding="sm" className={classes.card}>
      <img src={url} alt={name} className={classes.image} />
      <Stack gap={8} className={classes.answers}>
        <Text size="xs" c="dimmed" truncate title={name}>
          {name}
        </Text>
        {error !== null ? (
          <ProblemAlert error={error} />
        ) : predictions === null ? (
          [70, 50, 40].map((width) => <Skeleton key={width} h={18} w={`${width}%`} />)
        ) : (
          <ol className={classes.list} aria-label={t('tryIt.result', { name })}>
            {predictions.map(({ label, probability }, index) => (
              <li key={label} className={classes.answer} data-best={index === 0 || undefined}>
                <span className={classes.label}>{label}</span>
                <span className={classes.share}>{percent(probability)}</span>
                <span className={classes.track} aria-hidden>
                  <span className={classes.bar} style={{ width: `${probability * 100}%` }} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </Stack>
    </Card>
  );
}
