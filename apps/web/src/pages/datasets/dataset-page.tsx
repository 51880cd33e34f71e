import { Button, Grid, Group, SegmentedControl, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconSparkles, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { type Dataset, datasetQuery } from '../../api/datasets';
import { mayChangeIn } from '../../api/permits';
import { useMe } from '../../api/queries';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { bytes, count, moment } from '../../format';
import { DeleteDataset } from './delete-dataset';
import { FileProblems } from './file-problems';
import { Items } from './items';
import { LabelBars } from './label-bars';

export default function DatasetPage() {
  const { t } = useTranslation('datasets');
  const { owner = '', name = '' } = useParams();
  const dataset = useQuery(datasetQuery({ owner, name }));
  if (dataset.data) return <DatasetView dataset={dataset.data} />;
  return (
    <Page title={`${owner}/${name}`}>
      {dataset.isError ? (
        <ProblemAlert error={dataset.error} onRetry={() => void dataset.refetch()} />
      ) : (
        <Skeleton h={480} aria-label={t('title')} />
      )}
    </Page>
  );
}

const VIEWS = ['items', 'problems'] as const;
type View = (typeof VIEWS)[number];

/** A data set: its versions, its classes, its images. Version, class and view are in the address. */
function DatasetView({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation('datasets');
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const [deleting, setDeleting] = useState(false);
  const { owner, name, visibility, license, versions } = dataset;
  const version = versions.find(({ number }) => String(number) === params.get('version')) ?? versions[0]!;
  const path = { owner, name, version: String(version.number) };
  const label = params.get('label');
  const view: View = params.get('show') === 'problems' ? 'problems' : 'items';
  const set = (changes: Record<string, string | null>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes))
          if (value === null) next.delete(key);
          else next.set(key, value);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const mayDelete = !!me && mayChangeIn(me, owner, 'train');

  const facts = [
    t('images', { count: version.images, formatted: count(version.images) }),
    t('classes', { count: version.labels.length }),
    bytes(version.bytes),
    `${t('column.seen')}: ${t(`seen.${visibility}`)}`,
    license !== null && `${t('license')}: ${license}`,
  ];
  return (
    <Page
      title={`${owner}/${name}`}
      lead={facts.filter(Boolean).join(' · ')}
      actions={
        <>
          <Button
            component={Link}
            to={`/fine-tune?dataset=${owner}/${name}@${version.number}`}
            leftSection={<IconSparkles size={18} aria-hidden />}
          >
            {t('fineTune')}
          </Button>
          {mayDelete && (
            <Button
              variant="default"
              onClick={() => setDeleting(true)}
              leftSection={<IconTrash size={18} aria-hidden />}
            >
              {t('delete')}
            </Button>
          )}
        </>
      }
    >
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 3 }}>
          <Stack gap="lg">
            <Select
              label={t('version')}
              data={versions.map(({ number, createdAt }) => ({
                value: String(number),
                label: t('versionOption', { number, date: moment(createdAt) }),
              }))}
              value={path.version}
              allowDeselect={false}
              onChange={(chosen) => set({ version: chosen, label: null })}
            />
            <LabelBars
              path={path}
              images={version.images}
              chosen={label}
              onChoose={(next) => set({ label: next, show: null })}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 9 }}>
          <Group justify="space-between" mb="md">
            <SegmentedControl
              aria-label={t('show.label')}
              value={view}
              onChange={(next) => set({ show: next === 'items' ? null : next })}
              data={VIEWS.map((value) => ({ value, label: t(`show.${value}`) }))}
            />
            {view === 'items' && (
              <Text size="sm" c="dimmed">
                {label ?? t('allImages')}
              </Text>
            )}
          </Group>
          {view === 'items' ? (
            <Items key={`${path.version} ${label}`} path={path} label={label} />
          ) : (
            <FileProblems path={path} />
          )}
        </Grid.Col>
      </Grid>
      <DeleteDataset dataset={dataset} opened={deleting} onClose={() => setDeleting(false)} />
    </Page>
  );
}
