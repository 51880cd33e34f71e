import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import { IconEyeOff, IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Problem } from '#graft/problems';
import { EmptyState } from '../../components/empty-state';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { ModelActions } from './model-actions';
import { ModelLead } from './model-lead';
import { ModelTabs } from './model-tabs';
import { type ModelName, useModel, useVersion, useVersions } from './queries';
import { useModelState } from './use-model-state';

/** One version of a model: what it is, how to use it, how it is made, how good it is and where it comes from. */
export default function ModelPage() {
  const { owner = '', name = '' } = useParams();
  return <ModelView key={`${owner}/${name}`} path={{ owner, name }} />;
}

function ModelView({ path }: { path: ModelName }) {
  const { t } = useTranslation('model');
  const [state, change] = useModelState();
  const model = useModel(path);
  const versions = useVersions(path);
  // A model whose versions were all yanked has no latest, and still the newest.
  const newest = model.data?.latest?.number ?? versions.data?.pages[0]?.items[0]?.number;
  const version = useVersion(path, state.version ?? (newest === undefined ? null : String(newest)));
  const error = model.error ?? version.error ?? versions.error;
  if (error) return <NoModel path={path} error={error} />;
  if (!model.data || !version.data || !versions.data) return <Loading path={path} />;
  const listed = versions.data.pages.flatMap(({ items }) => items);
  const shown = { path, model: model.data, version: version.data, versions: listed };
  return (
    <Page
      title={version.data.title}
      lead={<ModelLead {...shown} onVersion={(number) => change({ version: String(number) })} />}
      actions={<ModelActions {...shown} />}
    >
      {version.data.warning && (
        <Alert color="yellow" icon={<IconEyeOff aria-hidden />} mb="lg" title={t('yanked.title')}>
          {version.data.warning} {t('yanked.text')}
        </Alert>
      )}
      <ModelTabs {...shown} state={state} onChange={change} />
    </Page>
  );
}

/** In the places of what is to come. */
const Loading = ({ path: { owner, name } }: { path: ModelName }) => (
  <Page title={`${owner}/${name}`} lead={<Skeleton component="span" display="block" h={30} w={280} mt={8} />}>
    <Stack gap="lg">
      <Skeleton h={40} />
      <Skeleton h={420} />
    </Stack>
  </Page>
);

function NoModel({ path: { owner, name }, error }: { path: ModelName; error: Error }) {
  const { t } = useTranslation('model');
  if (!(error instanceof Problem && error.status === 404))
    return (
      <Page title={`${owner}/${name}`}>
        <ProblemAlert error={error} onRetry={() => location.reload()} />
      </Page>
    );
  return (
    <EmptyState order={1} icon={<IconMapOff />} title={t('missing.title')} text={<span lang="en">{error.detail}</span>}>
      <Button component={Link} to={`/?query=${encodeURIComponent(name)}`} variant="default" mt="md">
        {t('missing.search', { name })}
      </Button>
    </EmptyState>
  );
}
