import { Alert, Anchor, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '#graft/problems';
import type { Me } from '../../api/queries';
import { ProblemAlert } from '../../components/problem-alert';
import { CheckingSteps } from './checking-steps';
import { useImport } from './import';
import { PublishStep } from './publish-step';
import { Refusal } from './refusal';

interface Props {
  id: string;
  me: Me;
  /** Another import in its place. */
  onStarted: (importId: string) => void;
  onLeave: () => void;
}

/** A model that is being read; then what was found and how to publish it, or why it was refused. */
export function ImportStep({ id, me, onStarted, onLeave }: Props) {
  const { t } = useTranslation('publish');
  const { found, error, checking } = useImport(id);
  const another = (
    <Group>
      <Button variant="default" onClick={onLeave}>
        {t('another')}
      </Button>
    </Group>
  );
  if (error)
    return (
      <Stack>
        {error instanceof Problem && error.status === 404 ? (
          <Alert color="yellow" title={t('gone.title')}>
            {t('gone.text')}
          </Alert>
        ) : (
          <ProblemAlert error={error} />
        )}
        {another}
      </Stack>
    );
  if (!found) return <Skeleton h={220} />;
  if (found.status === 'queued' || found.status === 'running')
    return <CheckingSteps id={id} found={found} checking={checking} />;
  if (found.status === 'succeeded') {
    if (found.preview === null) return <Alert color="yellow">{t('indexed')}</Alert>; // a whole bucket, as the command line reads them
    return (
      <Stack gap="xl">
        {found.published !== null && (
          <Alert icon={<IconCircleCheck aria-hidden />} title={t('published.title', { ref: found.published })}>
            <Anchor component={Link} to={`/m/${found.published.replace(/@.*$/, '')}`} underline="always">
              {t('published.open')}
            </Anchor>
          </Alert>
        )}
        <PublishStep found={found} preview={found.preview} me={me} />
        {another}
      </Stack>
    );
  }
  return <Refusal found={found} onStarted={onStarted} another={another} />;
}
