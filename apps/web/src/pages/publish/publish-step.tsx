import { Paper, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { body, type Resource } from '#graft/api';
import { api } from '../../api/client';
import type { Me } from '../../api/queries';
import { PublishForm, type Publication } from '../../components/publish-form';
import { FactsForm } from './facts-form';
import { type Facts, factsOf, firstObstacle, saidIn } from './facts';
import { Findings } from './findings';
import type { Import } from './import';
import type { Preview } from './preview';

interface Props {
  found: Import;
  preview: Preview;
  me: Me;
}

/** What was found, what only a person knows, and the form that publishes it. */
export function PublishStep({ found, preview, me }: Props) {
  const { t } = useTranslation('publish');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [facts, setFacts] = useState<Facts>(() => factsOf(preview));
  const [tried, setTried] = useState(false);

  const publishing = useMutation({
    mutationFn: (request: Resource<'PublishImportRequest'>) =>
      body(api.POST('/api/v1/imports/{id}/publish', { params: { path: { id: found.id } }, body: request })),
    onSuccess: async ({ ref }) => {
      notifications.show({ message: t('published.title', { ref }) });
      void queries.invalidateQueries();
      await navigate(`/m/${ref.replace(/@.*$/, '')}`);
    },
  });
  const publish = (publication: Publication) => {
    setTried(true);
    const obstacle = firstObstacle(facts, preview);
    if (obstacle === null) publishing.mutate({ ...publication, ...saidIn(facts, preview) });
    else document.getElementById(obstacle)?.focus();
  };
  return (
    <Stack gap="xl">
      <section aria-labelledby="found">
        <Title order={2} size="h3" id="found" mb="sm">
          {t('found.title')}
        </Title>
        <Findings preview={preview} />
      </section>
      <section aria-labelledby="facts">
        <Title order={2} size="h3" id="facts" mb="sm">
          {t('facts.title')}
        </Title>
        <Paper withBorder p="lg">
          <FactsForm id={found.id} preview={preview} facts={facts} onChange={setFacts} tried={tried} />
        </Paper>
      </section>
      <section aria-labelledby="publish">
        <Title order={2} size="h3" id="publish" mb="sm">
          {t('form.heading')}
        </Title>
        <Paper withBorder p="lg">
          <PublishForm
            me={me}
            initial={{ name: found.name ?? undefined, card: found.card ?? undefined }}
            onPublish={publish}
            pending={publishing.isPending}
            error={publishing.error}
          />
        </Paper>
      </section>
    </Stack>
  );
}
