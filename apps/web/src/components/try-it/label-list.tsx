import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './label-list.module.css';

/** How many labels a model tells apart, and which, where they are asked for. */
export function LabelList({ labels }: { labels: readonly string[] }) {
  const { t } = useTranslation('model');
  return (
    <Text component="details" size="sm" c="dimmed">
      <summary className={classes.count}>{t('tryIt.answers', { count: labels.length })}</summary>
      <div className={classes.labels} tabIndex={0} role="group" aria-label={t('facts.labels')}>
        {labels.join(', ')}
      </div>
    </Text>
  );
}
