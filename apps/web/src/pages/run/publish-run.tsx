import { Button, Center, Loader, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowRight, IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Me } from '../../api/queries';
import { ExplainedButton } from '../../components/explained-button';
import { ProblemAlert } from '../../components/problem-alert';
import { PublishForm } from '../../components/publish-form';
import { cardQuery, usePublishRun } from './queries';
import { nameOf, type Run } from './run-state';
import { useRefusal } from './use-refusal';

/** Gives what a run made a name in the zoo; once it has one, the way there. */
export function PublishRun({ run, me }: { run: Run; me: Me }) {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const [open, dialog] = useDisclosure();
  const refusal = useRefusal(me, 'publish');
  if (run.published)
    return (
      <Button
        component={Link}
        to={`/m/${run.published.ref.replace(/@.*/, '')}`}
        rightSection={<IconArrowRight size={16} aria-hidden />}
      >
        {t('actions.published', { ref: run.published.ref })}
      </Button>
    );
  return (
    <>
      <ExplainedButton
        leftSection={<IconRocket size={16} aria-hidden />}
        blocked={refusal ?? (me.namespaces.length === 0 ? t('actions.lacks.namespace') : undefined)}
        onClick={dialog.open}
      >
        {t('actions.publish')}
      </ExplainedButton>
      <Modal
        opened={open}
        onClose={dialog.close}
        title={t('publish.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <RunPublication run={run} me={me} onDone={dialog.close} />
      </Modal>
    </>
  );
}

function RunPublication({ run, me, onDone }: { run: Run; me: Me; onDone: () => void }) {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const owner = me.namespaces.includes(me.name) ? me.name : me.namespaces[0]!;
  const name = `${owner}/${nameOf(run.dataset)}`;
  const card = useQuery(cardQuery(run.id, name));
  const publish = usePublishRun(run.id, (ref) => {
    notifications.show({ message: t('publish.done', { ref }) });
    onDone();
  });
  if (card.error) return <ProblemAlert error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data)
    return (
      <Center h={480}>
        <Loader aria-label={common('loading')} />
      </Center>
    );
  return (
    <PublishForm
      me={me}
      initial={{ name, card: card.data }}
      onPublish={(publication) => publish.mutate(publication)}
      pending={publish.isPending}
      error={publish.error}
    />
  );
}
