import { Button, Skeleton, Stack } from '@mantine/core';
import { IconSeedling } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Me } from '../../api/queries';
import { EmptyState } from '../../components/empty-state';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { SignedIn } from '../../components/signed-in';
import { runsQuery } from './queries';
import { RunsTable } from './runs-table';

export default function RunsPage() {
  const { t } = useTranslation('runs');
  return (
    <Page title={t('list.title')} lead={t('list.lead')}>
      <SignedIn>{(me) => <Runs me={me} />}</SignedIn>
    </Page>
  );
}

function Runs({ me }: { me: Me }) {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(runsQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={420} />;
  const runs = data.pages.flatMap(({ items }) => items);
  if (runs.length === 0)
    return (
      <EmptyState icon={<IconSeedling />} title={t('list.none')} text={t('list.noneText')}>
        <Button component={Link} to="/fine-tune" mt="md">
          {t('list.start')}
        </Button>
      </EmptyState>
    );
  return (
    <Stack gap="md" align="stretch">
      <RunsTable runs={runs} me={me} />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()} mx="auto">
          {common('more')}
        </Button>
      )}
    </Stack>
  );
}
