import { Button, Paper, Skeleton, Stack } from '@mantine/core';
import { IconArrowLeft, IconChartLine } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../../components/empty-state';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { SignedIn } from '../../components/signed-in';
import { comparedIn } from './compared';
import { ComparedCurves } from './compared-curves';
import { ComparedRecipes } from './compared-recipes';
import { ComparedResults } from './compared-results';
import { comparedQuery } from './queries';

export default function ComparePage() {
  const { t } = useTranslation('runs');
  const [query] = useSearchParams();
  const ids = comparedIn(query);
  return (
    <Page
      title={t('compare.title')}
      lead={t('compare.lead')}
      actions={
        <Button component={Link} to="/runs" variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />}>
          {t('compare.back')}
        </Button>
      }
    >
      <SignedIn>
        {() =>
          ids.length < 2 ? (
            <EmptyState icon={<IconChartLine />} title={t('compare.few')} text={t('compare.fewText')} />
          ) : (
            <Compared ids={ids} />
          )
        }
      </SignedIn>
    </Page>
  );
}

function Compared({ ids }: { ids: readonly string[] }) {
  const { data: runs, error, refetch } = useQuery(comparedQuery(ids));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!runs)
    return (
      <Stack gap="md" aria-busy>
        <Skeleton h={260} />
        <Skeleton h={340} />
      </Stack>
    );
  return (
    <Stack gap="md">
      <Paper withBorder p="md">
        <ComparedResults runs={runs} />
      </Paper>
      <Paper withBorder p="md">
        <ComparedCurves runs={runs} />
      </Paper>
      <Paper withBorder p="md">
        <ComparedRecipes runs={runs} />
      </Paper>
    </Stack>
  );
}
