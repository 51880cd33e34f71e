import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { SignedIn } from '../../components/signed-in';
import { runQuery } from '../run/queries';
import { FineTuneForm } from './fine-tune-form';
import { settingsOf } from './recipe/settings';

export default function FineTunePage() {
  const { t } = useTranslation('fineTune');
  const [params] = useSearchParams();
  const from = params.get('from');
  return (
    <Page title={t('title')} lead={t('lead')} size="md">
      <SignedIn>
        {(me) => (from === null ? <FineTuneForm me={me} /> : <FineTuneFrom key={from} run={from} me={me} />)}
      </SignedIn>
    </Page>
  );
}

/** Begins as another run was. */
function FineTuneFrom({ run: id, me }: { run: string; me: Parameters<typeof FineTuneForm>[0]['me'] }) {
  const run = useQuery(runQuery(id));
  if (run.isError) return <ProblemAlert error={run.error} onRetry={() => void run.refetch()} />;
  if (!run.data)
    return (
      <Stack>
        <Skeleton h={150} />
        <Skeleton h={340} />
        <Skeleton h={200} />
      </Stack>
    );
  const { base, dataset, recipe, reasons } = run.data;
  return (
    <FineTuneForm me={me} initial={{ base: base.ref, dataset: dataset.ref, settings: settingsOf(recipe, reasons) }} />
  );
}
