import { Button, Card, Group, Skeleton, Stack, Title } from '@mantine/core';
import { IconPhotoPlus, IconPhoto } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { datasetsQuery } from '../../api/datasets';
import { EmptyState } from '../../components/empty-state';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { SignedIn } from '../../components/signed-in';
import { DatasetTable } from './dataset-table';
import { SampleOffer } from './sample-offer';

export default function DatasetsPage() {
  const { t } = useTranslation('datasets');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      size="lg"
      actions={
        <Button component={Link} to="/fine-tune?images=own" leftSection={<IconPhotoPlus size={18} aria-hidden />}>
          {t('new')}
        </Button>
      }
    >
      <SignedIn>{() => <Datasets />}</SignedIn>
    </Page>
  );
}

function Datasets() {
  const { t } = useTranslation('datasets');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(datasetsQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={200} />;
  const datasets = data.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="lg">
      {datasets.length === 0 ? (
        <EmptyState icon={<IconPhoto />} title={t('emptyTitle')} text={t('emptyText')}>
          <Group mt="md" gap="xs">
            <Button component={Link} to="/fine-tune?images=own">
              {t('send')}
            </Button>
            <Button component={Link} to="/fine-tune?images=sample" variant="default">
              {t('takeSample')}
            </Button>
          </Group>
        </EmptyState>
      ) : (
        <DatasetTable datasets={datasets} />
      )}
      {hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      )}
      <Card withBorder component="section" aria-labelledby="sample">
        <Title order={2} size="h4" id="sample">
          {t('sampleTitle')}
        </Title>
        <SampleOffer />
      </Card>
    </Stack>
  );
}
