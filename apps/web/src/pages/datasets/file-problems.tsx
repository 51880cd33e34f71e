import { Badge, Button, Group, Paper, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemsQuery, type VersionPath } from '../../api/datasets';
import { ProblemAlert } from '../../components/problem-alert';
import { ServerSentence } from '../../components/server-sentence';

/** Files that were left out of a version, or kept though they look out of place, and why. */
export function FileProblems({ path }: { path: VersionPath }) {
  const { t } = useTranslation('datasets');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    problemsQuery(path),
  );
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={200} />;
  const files = data.pages.flatMap(({ items }) => items);
  if (files.length === 0) return <Text c="dimmed">{t('noProblems')}</Text>;
  return (
    <>
      <Paper withBorder>
        <Table verticalSpacing="xs">
          <Table.Caption>
            <VisuallyHidden>{t('problemsCaption')}</VisuallyHidden>
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('problem.file')}</Table.Th>
              <Table.Th>{t('problem.reason')}</Table.Th>
              <Table.Th visibleFrom="xs">{t('problem.outcome')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map(({ name, reason, leftOut }) => (
              <Table.Tr key={name + reason}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
                <Table.Td>
                  <ServerSentence text={reason} />
                </Table.Td>
                <Table.Td visibleFrom="xs">
                  <Badge
                    variant="light"
                    color={leftOut ? 'orange' : 'gray'}
                    c="var(--mantine-color-text)"
                    tt="none"
                    fw={500}
                  >
                    {leftOut ? t('problem.leftOut') : t('problem.kept')}
                  </Badge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      {hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      )}
    </>
  );
}
