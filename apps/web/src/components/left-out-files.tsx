import { Alert, List, Text } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { problemsQuery, type VersionPath } from '../api/datasets';
import { readable } from './readable';
import { ServerSentence } from './server-sentence';

const LISTED = 8;

/** Files that a data set was sent with and does not have, and why; nothing where it has all. */
export function LeftOutFiles({ path }: { path: VersionPath }) {
  const { t } = useTranslation('datasets');
  const { data } = useInfiniteQuery(problemsQuery(path));
  const files = data?.pages.flatMap(({ items }) => items).filter(({ leftOut }) => leftOut) ?? [];
  if (files.length === 0) return null;
  return (
    <Alert
      color="orange"
      styles={readable}
      variant="light"
      icon={<IconPhotoOff aria-hidden />}
      title={t('leftOut.title', { count: files.length })}
    >
      <List size="sm">
        {files.slice(0, LISTED).map(({ name, reason }) => (
          <List.Item key={name}>
            <b>{name}</b>: <ServerSentence text={reason} />
          </List.Item>
        ))}
      </List>
      {files.length > LISTED && (
        <Text size="sm" component={Link} to={`/datasets/${path.owner}/${path.name}?show=problems`} mt={4}>
          {t('leftOut.all')}
        </Text>
      )}
    </Alert>
  );
}
