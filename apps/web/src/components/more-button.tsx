import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Fetches the next part of a list, if there is one. */
export function MoreButton({ list }: Props) {
  const { t } = useTranslation();
  if (!list.hasNextPage) return null;
  return (
    <Group justify="center" mt="sm">
      <Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
        {t('more')}
      </Button>
    </Group>
  );
}
