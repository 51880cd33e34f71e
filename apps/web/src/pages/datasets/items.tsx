import { Skeleton, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemsQuery, type VersionPath } from '../../api/datasets';
import { ImageGrid } from '../../components/image-grid';
import { ProblemAlert } from '../../components/problem-alert';
import { Thumbnail } from '../../components/thumbnail';
import { ItemDialog } from './item-dialog';
import classes from './items.module.css';

/** Images of a version, those of one class or all; more come as the grid is scrolled. */
export function Items({ path, label }: { path: VersionPath; label: string | null }) {
  const { t } = useTranslation('datasets');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    itemsQuery(path, label),
  );
  const [opened, setOpened] = useState<number | null>(null);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={480} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Text c="dimmed">{t('noItems')}</Text>;
  const more = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return (
    <>
      <ImageGrid
        images={items}
        keyOf={({ position }) => position}
        label={t('grid', { name: `${path.owner}/${path.name}` })}
        tile={112}
        maxHeight="calc(100vh - 240px)"
        onEnd={more}
      >
        {(item) => (
          <UnstyledButton
            className={classes.item}
            onClick={() => setOpened(items.indexOf(item))}
            aria-label={t('image', { name: item.name, labels: item.labels.join(', ') })}
          >
            <Thumbnail src={`${item.thumbnail}?size=256`} alt="" />
          </UnstyledButton>
        )}
      </ImageGrid>
      <ItemDialog items={items} index={opened} onIndex={setOpened} />
    </>
  );
}
