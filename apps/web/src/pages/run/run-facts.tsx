import { Anchor, Group } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RunStatusBadge } from '../../components/run-status-badge';
import { ago, moment } from '../../format';
import type { Run, RunStatus } from './run-state';

/** How it stands, what it starts from and what it learns. */
export function RunFacts({ run, status }: { run: Run; status: RunStatus }) {
  const { t } = useTranslation('runs');
  return (
    <Group component="span" gap="xs" mt={6} fz="sm">
      <RunStatusBadge status={status} />
      <span>
        <Trans
          t={t}
          i18nKey="run.facts"
          values={{ base: run.base.ref, dataset: run.dataset.ref, ago: ago(run.createdAt) }}
          components={{
            model: <Anchor component={Link} to={`/m/${run.base.ref.replace(/@.*/, '')}`} fz="sm" underline="always" />,
            images: run.dataset.deleted ? (
              <span title={t('run.datasetDeleted')} />
            ) : (
              <Anchor
                component={Link}
                to={`/datasets/${run.dataset.ref.replace(/@.*/, '')}`}
                fz="sm"
                underline="always"
              />
            ),
            time: <time dateTime={run.createdAt} title={moment(run.createdAt)} />,
          }}
        />
      </span>
    </Group>
  );
}
